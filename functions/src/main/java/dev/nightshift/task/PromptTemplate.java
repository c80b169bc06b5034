package dev.nightshift.task;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A Mustache template over a record's fields: {@code {{field}}}, and {@code {{#field}}…{{/field}}}
 * for what stands only when the field is not empty. Nothing is escaped: the model reads text, not
 * HTML. A field that the record lacks is empty.
 */
public final class PromptTemplate {
    private final Template template;
    private final Set<String> fields = new TreeSet<>();

    private PromptTemplate(Template template) {
        this.template = template;
        template.visit(new FieldNames());
    }

    /**
     * Reads a template.
     *
     * @throws InvalidTaskException when the text is no Mustache template
     */
    public static PromptTemplate parse(String text) {
        try {
            return new PromptTemplate(
                    Mustache.compiler()
                            .escapeHTML(false)
                            .emptyStringIsFalse(true)
                            .defaultValue("")
                            .compile(text));
        } catch (MustacheException e) {
            throw new InvalidTaskException("prompt: " + e.getMessage());
        }
    }

    /** The fields that the template names. */
    public Set<String> fields() {
        return Set.copyOf(fields);
    }

    /** The prompt for one record. */
    public String render(Map<String, String> record) {
        return template.execute(record);
    }

    private final class FieldNames implements Mustache.Visitor {
        @Override
        public void visitText(String text) {}

        @Override
        public void visitVariable(String name) {
            fields.add(name);
        }

        @Override
        public boolean visitInclude(String name) {
            throw new InvalidTaskException(
                    "prompt: partials such as {{>" + name + "}} are not supported");
        }

        @Override
        public boolean visitSection(String name) {
            fields.add(name);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            fields.add(name);
            return true;
        }
    }
}
