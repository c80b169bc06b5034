package dev.nightshift.task;

/** Which of OpenAI's APIs answers a request. */
public enum Endpoint {
    RESPONSES("/v1/responses", "input"),
    CHAT_COMPLETIONS("/v1/chat/completions", "messages");

    private final String path;
    private final String content;

    Endpoint(String path, String content) {
        this.path = path;
        this.content = content;
    }

    /** The path in request lines and on the batch. */
    public String path() {
        return path;
    }

    /** The field of a request's body that holds what the model is told. */
    public String content() {
        return content;
    }
}
