package dev.nightshift.local;

import dev.nightshift.local.function.Binding;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A stack in a process of its own, that {@link KilledStackTest} kills. */
final class KilledStack {
    private KilledStack() {}

    /** Arguments: the template, the folder, and where EventsFunction is hosted. */
    public static void main(String[] arguments) throws InterruptedException {
        LocalStack stack =
                LocalStack.start(
                        StackSettings.of(Path.of(arguments[0]))
                                .in(Path.of(arguments[1]))
                                .with(List.of(Binding.parse("EventsFunction", arguments[2]))));
        try (stack) {
            new CountDownLatch(1).await();
        }
    }
}
