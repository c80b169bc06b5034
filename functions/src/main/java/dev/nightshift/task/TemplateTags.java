package dev.nightshift.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a template's text shows before it is compiled: which sections are conditions, and what
 * stands around its fields. A template that is no Mustache is left to the compiler.
 */
final class TemplateTags {
    /** Marks a name as a condition; of Unicode's private use, so that no field has it. */
    private static final char CONDITION = '\uE000';

    private static final Pattern TAG =
            Pattern.compile("\\{\\{\\{?\\s*([#^/&!>=]?)\\s*([^{}]*?)\\s*\\}?\\}\\}");
    private static final Pattern DELIMITER = Pattern.compile("<(/?)([A-Za-z][\\w.-]*)[^<>]*>|```");

    private final String text;
    private final List<Tag> tags = new ArrayList<>();

    private TemplateTags(String text) {
        this.text = text;
        read();
    }

    static TemplateTags of(String text) {
        return new TemplateTags(text);
    }

    /** A tag that names something. */
    private static final class Tag {
        final char kind;
        final String name;
        final int start;
        final int nameEnd;
        final @Nullable Tag within;
        boolean isCondition;

        Tag(char kind, Matcher tag, @Nullable Tag within) {
            this.kind = kind;
            this.name = tag.group(2);
            this.start = tag.start();
            this.nameEnd = tag.end(2);
            this.within = within;
        }

        boolean isNamedBy(Tag other) {
            return other.name.equals(name) || other.name.startsWith(name + ".");
        }

        /** Whether names in it may be members of what it goes through. */
        boolean goesThrough() {
            return kind == '#' && !isCondition;
        }
    }

    private void read() {
        Deque<Tag> open = new ArrayDeque<>();
        Matcher matcher = TAG.matcher(text);
        while (matcher.find()) {
            char kind = matcher.group(1).isEmpty() ? ' ' : matcher.group(1).charAt(0);
            switch (kind) {
                case '!', '>' -> {}
                case '=' ->
                        throw new InvalidTaskException(
                                "prompt: other delimiters than {{ and }} are not supported");
                case '/' -> {
                    if (!open.isEmpty()) {
                        var end = new Tag('/', matcher, open.peek());
                        end.isCondition = open.pop().isCondition;
                        tags.add(end);
                    }
                }
                default -> {
                    var tag = new Tag(kind, matcher, open.peek());
                    for (Tag section : open) {
                        section.isCondition |= section.kind == '#' && section.isNamedBy(tag);
                    }
                    tags.add(tag);
                    if (kind == '#' || kind == '^') {
                        open.push(tag);
                    }
                }
            }
        }
    }

    /** The text in which the names of conditions are marked, see {@link #isCondition}. */
    String withConditionsMarked() {
        var marked = new StringBuilder();
        int from = 0;
        for (Tag tag : tags) {
            if (tag.isCondition) {
                marked.append(text, from, tag.nameEnd).append(CONDITION);
                from = tag.nameEnd;
            }
        }
        return marked.append(text, from, text.length()).toString();
    }

    static boolean isCondition(String name) {
        return !name.isEmpty() && name.charAt(name.length() - 1) == CONDITION;
    }

    static String conditionOf(String marked) {
        return marked.substring(0, marked.length() - 1);
    }

    Set<String> names() {
        return names(tag -> true);
    }

    Set<String> recordFields() {
        return names(
                tag -> {
                    for (Tag section = tag.within; section != null; section = section.within) {
                        if (section.goesThrough()) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    /** Names of the tags that the template opens and closes in its own text. */
    Set<String> delimiters() {
        Set<String> names = new TreeSet<>();
        Matcher matcher = DELIMITER.matcher(text);
        while (matcher.find()) {
            if ("/".equals(matcher.group(1))) {
                names.add(Pattern.quote(matcher.group(2)));
            }
        }
        return names;
    }

    Set<String> undelimited() {
        boolean[] isWithin = delimited();
        return names(
                tag -> {
                    boolean isInserted = tag.kind == ' ' || tag.kind == '&';
                    return isInserted && !isWithin[tag.start];
                });
    }

    /** Which characters stand between a tag and its end, or in a fence. */
    private boolean[] delimited() {
        var isWithin = new boolean[text.length()];
        Deque<MatchResult> open = new ArrayDeque<>();
        int fence = -1;
        Matcher matcher = DELIMITER.matcher(text);
        while (matcher.find()) {
            if (matcher.group(2) == null) {
                fence = fence < 0 ? matcher.end() : mark(isWithin, fence, matcher.start());
            } else if (matcher.group(1).isEmpty()) {
                open.push(matcher.toMatchResult());
            } else {
                while (!open.isEmpty()) {
                    MatchResult begun = open.pop();
                    if (begun.group(2).equals(matcher.group(2))) {
                        mark(isWithin, begun.end(), matcher.start());
                        break;
                    }
                }
            }
        }
        return isWithin;
    }

    private static int mark(boolean[] isWithin, int from, int to) {
        Arrays.fill(isWithin, from, to, true);
        return -1;
    }

    private Set<String> names(Predicate<Tag> wanted) {
        Set<String> names = new TreeSet<>();
        for (Tag tag : tags) {
            boolean isName = tag.kind != '/' && !tag.name.equals(".") && !tag.name.equals("this");
            if (isName && !tag.name.startsWith("-") && wanted.test(tag)) {
                names.add(tag.name);
            }
        }
        return names;
    }
}
