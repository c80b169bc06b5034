package dev.nightshift.task;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.nightshift.record.WholeText;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Mustache template over a record's fields: {@code {{field}}}, and {@code {{#field}}…{{/field}}}
 * for what stands only when the field is not empty. A field that the record lacks is empty.
 *
 * <p>A section whose field holds a JSON list or object is gone through: its members are the names
 * inside, {@code {{.}}} is a plain element. A list that was cut goes as far as its whole elements.
 * A section that names its own field inside is only ever a condition.
 *
 * <p>Nothing is escaped, for the model reads text, not HTML; but a field cannot close what the
 * template opens around it: where the template says {@code <posting>…</posting>}, a field's own
 * {@code </posting>} becomes {@code <\/posting>}, and likewise a fence of backticks. Safe for use
 * by several threads.
 */
public final class PromptTemplate {
    /** A prompt has no more characters than this. */
    static final int MOST_CHARACTERS = 16_000_000;

    private static final String FENCE = "```";

    private final TemplateTags tags;
    private final Template template;
    private final @Nullable Pattern closings;
    private final boolean isFenced;

    private PromptTemplate(String text) {
        tags = TemplateTags.of(text);
        Set<String> names = tags.delimiters();
        closings =
                names.isEmpty()
                        ? null
                        : Pattern.compile(
                                "<\\s*/(?=\\s*(?:" + String.join("|", names) + ")\\s*>)",
                                Pattern.CASE_INSENSITIVE);
        isFenced = text.contains(FENCE);
        template =
                Mustache.compiler()
                        .escapeHTML(false)
                        .emptyStringIsFalse(true)
                        .defaultValue("")
                        .withCollector(new Cells())
                        .withFormatter(this::told)
                        .compile(tags.withConditionsMarked());
        template.visit(new Partials());
    }

    /**
     * Reads a template.
     *
     * @throws InvalidTaskException when the text is no Mustache template
     */
    public static PromptTemplate parse(String text) {
        try {
            return new PromptTemplate(text);
        } catch (MustacheException e) {
            throw new InvalidTaskException("prompt: " + e.getMessage());
        }
    }

    /** The names that the template uses: fields, and members of what it goes through. */
    public Set<String> fields() {
        return tags.names();
    }

    /** Those of them that can only be fields of the record. */
    public Set<String> recordFields() {
        return tags.recordFields();
    }

    /** Fields that stand neither between {@code <tag>} and {@code </tag>} nor in a fence. */
    public Set<String> undelimited() {
        return tags.undelimited();
    }

    /**
     * The prompt for one record.
     *
     * @throws OversizedPromptException when it would be longer than 16 million characters, or go
     *     through more than a million list elements
     */
    public String render(Map<String, String> record) {
        var prompt = new BoundedText(MOST_CHARACTERS);
        template.execute(TemplateCell.of(record, prompt), prompt);
        // A list in a cell may spell half a surrogate pair, which no request should carry.
        return WholeText.of(prompt.toString());
    }

    /** A value as it stands in the prompt. */
    private String told(Object value) {
        String text = value instanceof TemplateCell cell ? cell.text() : String.valueOf(value);
        if (isFenced) {
            text = text.replace(FENCE, "\\`\\`\\`");
        }
        return closings == null || text.indexOf('<') < 0
                ? text
                : closings.matcher(text).replaceAll("<\\\\/");
    }

    /** Shows the template what a record holds. */
    private static final class Cells extends DefaultCollector {
        @Override
        public @Nullable Iterator<?> toIterator(Object value) {
            return value instanceof TemplateCell cell ? cell.parts() : super.toIterator(value);
        }

        @Override
        public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
            return context instanceof TemplateCell && !name.equals(".") && !name.equals("this")
                    ? Cells::fetch
                    : super.createFetcher(context, name);
        }

        private static Object fetch(Object context, String name) {
            return context instanceof TemplateCell cell
                    ? cell.member(name)
                    : Template.NO_FETCHER_FOUND;
        }
    }

    /** Refuses what would read other files. */
    private static final class Partials implements Mustache.Visitor {
        @Override
        public void visitText(String text) {}

        @Override
        public void visitVariable(String name) {}

        @Override
        public boolean visitInclude(String name) {
            throw new InvalidTaskException(
                    "prompt: partials such as {{>" + name + "}} are not supported");
        }

        @Override
        public boolean visitSection(String name) {
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            return true;
        }
    }
}
