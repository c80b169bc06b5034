package dev.nightshift.text;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * The words of a page of the web, as someone reads them: without scripts, styles and drawings, a
 * line for each block, an empty one between paragraphs and headings, {@code - } before the items of
 * lists. Text without tags stays as it is but for its white space.
 */
final class HtmlText implements NodeVisitor {
    private static final String UNREAD = "script, style, template, noscript, svg, iframe, object";
    private static final String PARAGRAPHS =
            " p h1 h2 h3 h4 h5 h6 ul ol table title blockquote pre ";
    private static final String CELLS = " td th ";

    private final StringBuilder text = new StringBuilder();

    private HtmlText() {}

    static String of(String html) {
        var page = Jsoup.parse(html);
        page.select(UNREAD).remove();
        var words = new HtmlText();
        page.traverse(words);
        return Spaces.of(words.text.toString());
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode words) {
            // What is not in a <pre> may be broken into lines anywhere.
            text.append(words.text());
        } else if (node instanceof Element element) {
            if (element.nameIs("br")) {
                text.append('\n');
            } else {
                separate(element);
                text.append(element.nameIs("li") ? "- " : "");
            }
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element && !element.nameIs("br")) {
            separate(element);
        }
    }

    /** Ends the line, or the paragraph, before an element and after it. */
    private void separate(Element element) {
        String name = " " + element.normalName() + " ";
        if (CELLS.contains(name)) {
            text.append(' ');
        } else if (element.isBlock()) {
            endLines(PARAGRAPHS.contains(name) ? 2 : 1);
        }
    }

    private void endLines(int wanted) {
        int end = text.length();
        int ended = 0;
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            ended += text.charAt(--end) == '\n' ? 1 : 0;
        }
        text.append("\n".repeat(Math.max(0, wanted - ended)));
    }
}
