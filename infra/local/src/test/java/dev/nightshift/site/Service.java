package dev.nightshift.site;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.opentest4j.TestAbortedException;

/** A service of AWS, as a site has it. */
sealed interface Service {
    /** It is there. */
    record At(URI endpoint) implements Service {}

    /**
     * It is not.
     *
     * @param reason for whoever reads the build's output
     */
    record Missing(String reason) implements Service {
        private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

        /** What leaves out the test or the suite; tells why, once in a build. */
        TestAbortedException leftOut(String site) {
            String line = "NOT TESTED on " + site + ": " + reason;
            if (TOLD.add(line)) {
                System.out.println(line);
            }
            return new TestAbortedException(line);
        }
    }
}
