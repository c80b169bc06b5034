package dev.nightshift.realtime;

/** How it ended with one request, or with all. */
sealed interface Ended {
    /** It has its line. */
    final class Answered implements Ended {
        private final Admission.Ticket ticket;
        private final byte[] line;
        private final int uncertain;

        /**
         * @param line nobody changes it afterwards
         * @param uncertain calls that may have been paid without an answer
         */
        Answered(Admission.Ticket ticket, byte[] line, int uncertain) {
            this.ticket = ticket;
            this.line = line;
            this.uncertain = uncertain;
        }

        Admission.Ticket ticket() {
            return ticket;
        }

        byte[] line() {
            return line;
        }

        int uncertain() {
            return uncertain;
        }
    }

    /** It was not sent, or OpenAI turned it away; it is left for another invocation. */
    record Unsent(Admission.Ticket ticket) implements Ended {}

    /** No other request will be begun. */
    record NoMore() implements Ended {}

    /** Nothing can go on. */
    record Broken(RuntimeException cause) implements Ended {}
}
