package dev.nightshift.local.template;

/**
 * A template that cannot be read, or that asks for something not known here. The message is one
 * line that names the place; the remedy is to change the template or its parameters.
 */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TemplateException(String message) {
        super(message);
    }

    public TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
