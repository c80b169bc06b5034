package dev.nightshift.task;

/** Which of OpenAI's APIs answers a request. */
public enum Endpoint {
    RESPONSES("/v1/responses"),
    CHAT_COMPLETIONS("/v1/chat/completions");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    /** The path in request lines and on the batch. */
    public String path() {
        return path;
    }
}
