package dev.nightshift.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.cli.TestingUser.Said;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class BadInputTest {
    @TempDir private Path folder;
    private TestingUser user;

    @BeforeEach
    void fillFolder() {
        user = TestingUser.in(folder);
        user.write("good.csv", "id,title,description\n1,Clerk,Retypes orders\n");
        user.write("empty.csv", "");
        user.write("lines.csv", "\n\n\n");
        user.write("header.csv", "id,title,description\n");
        user.write("columns.csv", "id,name\n1,Clerk\n");
        user.write("nothing.csv", "id,title,description\n1,,\n2,,x\n");
        user.write("utf16.csv", "id,title,description\n1,a,b\n".getBytes(UTF_16LE));
        user.write("latin1.csv", "id,title,description\n1,a,é\n".getBytes(ISO_8859_1));
        user.write(
                "picture.csv",
                new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
        user.write("broken.json", "[{\"id\":1},\n{\"id\":2");
        user.write("open.csv", "id,title,description\n1,\"never closed,b\n2,c,d\n");
        user.write("notes.txt", "Dear Sir or Madam\n");
        user.write("task.yaml", "name: x\nversion: one\n");
        user.write("broken.yaml", "name: [\n");
        user.write("people.yaml", "sql: {table: p, key: [id], mark: m, results: {skore: fit}}\n");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("there is no file", "run", "absent.csv", "--task", "qualify"),
                mistake("it is a folder", "run", ".", "--task", "qualify"),
                mistake("it is empty", "run", "empty.csv", "--task", "qualify"),
                mistake("lines.csv: ", "run", "lines.csv", "--task", "qualify"),
                mistake("header.csv: ", "run", "header.csv", "--task", "qualify"),
                mistake("title, description", "run", "columns.csv", "--task", "qualify"),
                mistake("none of its 2 rows", "run", "nothing.csv", "--task", "qualify"),
                mistake("utf16.csv: Line 1 holds a NUL", "run", "utf16.csv", "--task", "qualify"),
                mistake(
                        "latin1.csv: Line 2 is not UTF-8",
                        "run",
                        "latin1.csv",
                        "--task",
                        "qualify",
                        "--encoding",
                        "utf-8"),
                mistake(
                        "separate the cells with \"!\"",
                        "run",
                        "good.csv",
                        "--task",
                        "qualify",
                        "--delimiter",
                        "!"),
                mistake(
                        "--delimiter: \"ab\" is no delimiter",
                        "run",
                        "good.csv",
                        "--task",
                        "qualify",
                        "--delimiter",
                        "ab"),
                mistake(
                        "--callback must begin with https://",
                        "run",
                        "good.csv",
                        "--task",
                        "qualify",
                        "--callback",
                        "http://crm.example"),
                mistake(
                        "--handover must begin with https://",
                        "run",
                        "good.csv",
                        "--task",
                        "qualify",
                        "--handover",
                        "http://crm.example"),
                mistake(
                        "--handover: task qualify@1 has no results.handover that maps records",
                        "run",
                        "good.csv",
                        "--task",
                        "qualify",
                        "--handover",
                        "https://crm.example"),
                mistake(
                        "--encoding: \"utf-9\" is no encoding",
                        "estimate",
                        "good.csv",
                        "--task",
                        "qualify",
                        "--encoding",
                        "utf-9"),
                mistake(
                        "broken.json: Line 2, column 8, after 1 records",
                        "run",
                        "broken.json",
                        "--task",
                        "qualify"),
                mistake("picture.csv: ", "run", "picture.csv", "--task", "qualify"),
                mistake("open.csv: ", "run", "open.csv", "--task", "qualify"),
                mistake("notes.txt: ", "run", "notes.txt", "--task", "qualify"),
                mistake("did you mean qualify?", "run", "good.csv", "--task", "qualfy"),
                mistake("no task file", "run", "good.csv", "--task", "mine.yaml"),
                mistake("version", "run", "good.csv", "--task", "task.yaml"),
                mistake("broken.yaml", "run", "good.csv", "--task", "broken.yaml"),
                mistake("known are", "run", "good.csv", "--task", "qualify", "--model", "gpt-0"),
                mistake("uid", "run", "good.csv", "--task", "qualify", "--id-column", "uid"),
                mistake(".jsonl", "run", "good.csv", "--task", "qualify", "--out", "x.xlsx"),
                mistake("no folder", "run", "good.csv", "--task", "qualify", "--out", "a/x.csv"),
                mistake(
                        "input itself",
                        "run",
                        "good.csv",
                        "--task",
                        "qualify",
                        "--out",
                        "good.csv"),
                mistake(
                        "--time-scale must be greater than 0, was 0",
                        "run",
                        "good.csv",
                        "--task",
                        "qualify",
                        "--time-scale",
                        "0"),
                mistake("greater than 0, was -2.0", "up", "--time-scale", "-2"),
                mistake("greater than 0, was NaN", "up", "--time-scale", "NaN"),
                mistake("goes up to 86400", "up", "--time-scale", "86401"),
                mistake("goes up to 86400", "up", "--time-scale", "Infinity"),
                mistake("--time-scale", "up", "--time-scale", "fast"),
                mistake("exclude each other", "up", "--live", "--time-scale", "60"),
                mistake(
                        "unknown setting",
                        "run",
                        "good.csv",
                        "--task",
                        "qualify",
                        "--simulator",
                        "a=1"),
                mistake(
                        "exclude",
                        "run",
                        "good.csv",
                        "--task",
                        "qualify",
                        "--live",
                        "--simulator",
                        "a=1"),
                mistake(
                        "the job could cost up to $0.000295, and --max-cost is $0.0001;",
                        "run",
                        "good.csv",
                        "--task",
                        "qualify",
                        "--max-cost",
                        "0.0001"),
                mistake(
                        "the job could cost up to $",
                        "run",
                        "good.csv",
                        "--task",
                        "qualify",
                        "--model",
                        "my-model",
                        "--set",
                        "ModelPrices=my-model=1/0.5/4",
                        "--max-cost",
                        "0.0001"),
                mistake("ModelPrices: 'a=1' is no price", "up", "--set", "ModelPrices=a=1"),
                mistake(
                        "it must be a number of US dollars: 'much'",
                        "run",
                        "good.csv",
                        "--task",
                        "qualify",
                        "--max-cost",
                        "much"),
                mistake("it must be from 0", "retry", "20261121-abc", "--max-cost=-1"),
                mistake("there is no file", "estimate", "absent.csv", "--task", "qualify"),
                mistake("none of its 2 rows", "estimate", "nothing.csv", "--task", "qualify"),
                mistake("did you mean qualify?", "estimate", "good.csv", "--task", "qualfy"),
                mistake("picture.csv: ", "estimate", "picture.csv", "--task", "qualify", "--json"),
                mistake("Missing required", "estimate", "good.csv"),
                mistake("Unknown option", "estimate", "good.csv", "--task", "qualify", "--live"),
                mistake("no stack runs", "submit", "good.csv", "--task", "qualify"),
                mistake("no stack answers", "list", "--endpoint", "http://127.0.0.1:9"),
                mistake("Missing required", "run", "good.csv"),
                mistake(
                        "sql.results.skore is no property of a reply to qualify, which has",
                        "run",
                        "--source",
                        "people.yaml",
                        "--task",
                        "qualify"),
                mistake(
                        "people.yaml: is not for chat_quality, which puts records together",
                        "continuous",
                        "--source",
                        "people.yaml",
                        "--task",
                        "chat_quality"),
                mistake("did you mean 'list'", "lst"),
                mistake(
                        "Unknown option",
                        "run",
                        "good.csv",
                        "--task",
                        "qualify",
                        "--ouut",
                        "x.csv"),
                mistake("no jobs", "watch", "20261121-abc"),
                mistake("no jobs", "results", "20261121-abc"),
                mistake("no jobs", "cancel", "20261121-abc"),
                mistake("--limit", "list", "--limit", "0"),
                mistake("--port", "up", "--port", "99999"));
    }

    private static Arguments mistake(String told, String... words) {
        return Arguments.of(told, List.of(words));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    void isToldInOneLineAndLeavesNothingBehind(String told, List<String> words) {
        Map<String, Long> before = user.files();

        Said said = user.types(words.toArray(String[]::new));

        assertThat(said.errLines()).as(said.err()).hasSize(1);
        assertThat(said.err())
                .startsWith("nightshift: ")
                .contains(told)
                .doesNotContain("Exception", "\tat ");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(user.files()).isEqualTo(before);
    }

    @Test
    void namesTheParameterThatTheTemplateLacks() {
        Said said = user.types("run", "good.csv", "--task", "qualify", "--set", "Nonsense=1");

        assertThat(said.errLines()).as(said.err()).hasSize(1);
        assertThat(said.err()).startsWith("nightshift: ").contains("Nonsense");
        assertThat(said.code()).isEqualTo(2);
    }

    @Test
    void readsFilesAsOtherProgramsWriteThem() {
        user.write(
                "odd.csv", "\uFEFFid,title,description\r\n1,Clerk,Retypes orders\r\n2,Baker\r\n");

        Said said = user.typesQuickly("run", "odd.csv", "--task", "qualify");

        assertThat(said.code()).as(said.err()).isEqualTo(3);
        assertThat(said.out()).containsPattern("unreadable_row +1");
    }
}
