package dev.nightshift.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.cli.TestingUser.Said;
import dev.nightshift.task.TaskCheck;
import dev.nightshift.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody writes a task, with no stack about. */
final class TasksTest {
    @TempDir private Path folder;
    private TestingUser user;

    @BeforeEach
    void arrive() {
        user = TestingUser.in(folder);
        user.write("mail.csv", "id,subject,text\n1,Invoice,You charged me twice\n2,,\n");
        user.write("other.csv", "id,subject,body\n1,Invoice,You charged me twice\n");
    }

    private Said types(String line) {
        return user.types(line.split(" ", -1));
    }

    @Test
    void writesATaskThatCanBeUsedAtOnceAndNeverOverItself() throws IOException {
        Said written = types("tasks new sort-mail");
        Said again = types("tasks new sort-mail");
        Said checked = types("tasks check sort-mail.yaml");
        Said estimated = types("estimate mail.csv --task sort-mail");
        Said shown = types("tasks show sort-mail");

        String yaml = Files.readString(user.path("sort-mail.yaml"));
        assertThat(written.code()).as(written.err()).isZero();
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("sort-mail.yaml is there already");
        assertThat(TaskCheck.of(Tasks.parse(yaml, "sort-mail")).findings()).isEmpty();
        assertThat(checked.out())
                .isEqualTo("sort-mail.yaml can be used: sort-mail@1 on gpt-6-luna\n");
        assertThat(estimated.code()).as(estimated.err()).isZero();
        assertThat(shown.out()).isEqualTo(yaml);
    }

    @Test
    void showsTheRequestForARecordWithItsTokensAndPrice() throws IOException {
        types("tasks new sort-mail");

        Said said = types("tasks check sort-mail.yaml --sample mail.csv");
        Said json = types("tasks check sort-mail.yaml --sample mail.csv --json");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("record 1", "instructions", "  <subject>Invoice</subject>")
                .containsPattern("tokens in +\\d+")
                .containsPattern("cost +\\$[0-9.]+ at most in a batch, \\$");
        JsonNode told = new ObjectMapper().readTree(json.out());
        assertThat(told.path("task").asText()).isEqualTo("sort-mail@1");
        assertThat(told.path("errors")).isEmpty();
        assertThat(told.path("sample").path("tokens_in").asInt()).isPositive();
        assertThat(told.path("sample").path("body").path("model").asText()).isEqualTo("gpt-6-luna");
    }

    @Test
    void saysAllThatIsWrongAndDoubtful() throws IOException {
        types("tasks new sort-mail");
        String yaml = Files.readString(user.path("sort-mail.yaml"));
        user.write(
                "bad.yaml",
                yaml.replace("required: [reasons, topic, urgent]", "required: [reasons]")
                        .replace("enum: [billing, delivery, product, other]", "default: other")
                        .replace("Sort this message.", "Sort this: {{subject}}"));

        Said said = types("tasks check bad.yaml");
        Said json = types("tasks check bad.yaml --json");
        Said used = types("run mail.csv --task bad.yaml");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out())
                .contains("error: output.properties.topic.default is not taken by OpenAI")
                .contains("error: output.required must name all properties, topic, urgent too")
                .contains("warning: prompt has subject outside of any <tag>")
                .doesNotContain("can be used");
        assertThat(new ObjectMapper().readTree(json.out()).path("errors")).hasSize(2);
        assertThat(used.err()).contains("and 1 more, which 'nightshift tasks check' lists");
    }

    @Test
    void saysWhatOfALongRecordIsKeptFromTheModel() throws IOException {
        types("tasks new t");
        Files.writeString(
                user.path("t.yaml"),
                "max_input_tokens: 400\nkeep: {text: both}\n",
                StandardOpenOption.APPEND);
        user.write("long.csv", "id,subject,text\n1,x,Begin " + "on and ".repeat(900) + "end\n");

        Said said = types("tasks check t.yaml --sample long.csv");
        Said json = types("tasks check t.yaml --sample long.csv --json");

        assertThat(said.out())
                .contains("  Begin on and", "[…]", "on and end")
                .containsPattern("cut +text cut from about 1,8\\d\\d to \\d+ tokens");
        assertThat(new ObjectMapper().readTree(json.out()).at("/sample/cut/0/kept").asInt())
                .isPositive();
    }

    @Test
    void saysEveryWrongPlaceAtOnceAndWhatWasMeant() throws IOException {
        types("tasks new sort-mail");
        String yaml = Files.readString(user.path("sort-mail.yaml"));
        user.write(
                "bad.yaml",
                yaml.replace("instructions:", "instrutions:")
                                .replace("version: 1", "version: one")
                                .replace("requires: [text]", "requires: text")
                        + """
                        tempratur: 1
                        group: {by: id, into: rows, sorts: time, drops: []}
                        split: {most: 0}
                        filters: [{field: a, contain: b}, {field: a, empty: 1}, {field: a, is: b}]
                        """);

        Said said = types("tasks check bad.yaml");
        Said used = types("run mail.csv --task bad.yaml");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out().lines().map(line -> line.replaceAll("known are .*; ", "")))
                .containsExactlyInAnyOrder(
                        "error: instrutions is not known; did you mean instructions?",
                        "error: tempratur is not known; did you mean temperature?",
                        "error: instructions is missing",
                        "error: version must be a whole number of at least 1",
                        "error: requires must be a list of fields",
                        "error: group.sorts is not known; did you mean sort?",
                        "error: group.drops is not known; did you mean drop?",
                        "error: split.field is missing",
                        "error: filters[0].contain is not known; did you mean contains?",
                        "error: filters[1].empty must be true or false");
        assertThat(used.errLines()).hasSize(1);
        assertThat(used.err()).contains("bad.yaml: instrutions", "and 9 more, which");
    }

    @Test
    void readsTheSampleAsARunWould() {
        types("tasks new t");
        user.write("even.csv", "no!subject!text\n7!Rückfrage!Hello\n".getBytes(ISO_8859_1));

        Said said =
                types(
                        "tasks check t.yaml --sample even.csv --delimiter ! --encoding windows-1252 --id-column no");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains("record 7", "<subject>Rückfrage</subject>");
    }

    @ParameterizedTest
    @CsvSource({
        "tasks check t.yaml --sample mail.csv --encoding utf-9, --encoding: \"utf-9\" is no encoding",
        "tasks new Sort Mail, Unmatched argument",
        "tasks new Sort, is no name for a task",
        "tasks new qualify, is built in",
        "tasks new ../x, is no name for a task",
        "tasks check none.yaml, there is no task file none.yaml",
        "tasks check mail.csv, a task file holds keys",
        "tasks check t.yaml --sample none.csv, there is no file none.csv",
        "tasks check t.yaml --sample mail.csv --row 2, line 3 is not sent: text is empty",
        "tasks check t.yaml --sample mail.csv --row 9, there is no row 9",
        "tasks check t.yaml --sample other.csv, text",
        "tasks chek t.yaml, did you mean",
        "tasks show qualfy, there is no task 'qualfy'",
    })
    void saysWhatIsWrong(String line, String expected) {
        types("tasks new t");

        Said said = types(line);

        assertThat(said.code()).as(said.err() + said.out()).isEqualTo(2);
        assertThat(said.err() + said.out()).contains(expected);
    }

    @Test
    void fieldsThatTheSampleLacksAreErrors() throws IOException {
        types("tasks new t");
        String yaml = Files.readString(user.path("t.yaml"));
        user.write("t.yaml", yaml.replace("requires: [text]", "requires: []"));

        Said said = types("tasks check t.yaml --sample other.csv");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out())
                .contains("error: prompt names 'text', which the records do not have")
                .contains("they have body, id, subject");
    }

    @Test
    void listsWhatIsThere() {
        Said plain = types("tasks");
        Said listed = types("tasks list");

        assertThat(listed.code()).as(listed.err()).isZero();
        assertThat(listed.out()).isEqualTo(plain.out()).contains("qualify@1", "analyze@1");
    }
}
