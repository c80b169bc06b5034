package dev.nightshift.crash;

/**
 * A call that leaves a process.
 *
 * @param operation as its service names it
 * @param target what it is about, without what differs from run to run, such as ids
 */
record Call(String operation, String target) {

    /** Whether it changes anything at who is called. */
    boolean isWrite() {
        return !operation.matches("(Get|Head|List|Query|Scan|BatchGet|Describe|GET ).*");
    }

    /** Whether it is about an object that goes in parts. */
    boolean isOfLargeObject() {
        return operation.contains("Multipart") || operation.startsWith("UploadPart");
    }

    @Override
    public String toString() {
        return operation + " " + target;
    }
}
