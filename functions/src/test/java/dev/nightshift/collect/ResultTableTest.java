package dev.nightshift.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.batch.FieldCut;
import dev.nightshift.batch.RecordLineReader.RecordLine;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.Outcome;
import dev.nightshift.task.ResultColumn;
import dev.nightshift.task.ValuePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultTableTest {

    @Test
    void columnTheInputHasAlreadyGetsTheTasksNameBeforeIt() throws IOException {
        assertThat(
                        table(
                                List.of("summary", "outcome", "qualify_summary"),
                                List.of("summary"),
                                null))
                .isEqualTo(
                        "summary,outcome,qualify_summary,qualify_qualify_summary,"
                                + "nightshift_outcome,outcome_detail,cost_usd\n");
    }

    @Test
    void inputCellsStayAsTheyWereAndModelCellsNeverRunAsFormulas() throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("title", "=1+1");
        fields.put("text", "a \"b\"\r\nc ");
        var value =
                new ObjectMapper()
                        .readTree(
                                """
                                {"decision":"=HYPERLINK(\\"x\\")","score":-7,"reasons":["a","b"],"more":{"x":[1]},"none":null}
                                """);
        var result =
                new RecordResult(
                        new RecordLine(0, 2, "p-1", null, null, fields, List.of(), null),
                        Outcome.succeeded(),
                        value,
                        null,
                        List.of("odd", "=evil"),
                        1,
                        Usage.ZERO,
                        new BigDecimal("0.000012"),
                        null);

        assertThat(
                        table(
                                List.of("title", "text"),
                                List.of("decision", "score", "reasons", "more", "none"),
                                result))
                .endsWith(
                        "=1+1,\"a \"\"b\"\"\r\nc \",\"'=HYPERLINK(\"\"x\"\")\",-7,a; b,"
                                + "\"{\"\"x\"\":[1]}\",,succeeded,odd; =evil,0.000012\n");
    }

    @Test
    void theInputsOwnCellsAreHarmlessWhereThatIsWanted() throws IOException {
        var out = new ByteArrayOutputStream();
        var table = new ResultTable(out, List.of("=id", "n"), false, List.of(), true);

        table.writeHeader("qualify");
        table.write(record(Map.of("=id", "=1+1", "n", "-7")));
        table.flush();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        '=id,n,outcome,outcome_detail,cost_usd
                        '=1+1,'-7,succeeded,,0
                        """);
    }

    @Test
    void whatWasCutIsSaidInTheOutcomesDetail() throws IOException {
        var cuts = List.of(new FieldCut("text", 5000, false, 3000), new FieldCut("cv", 9, true, 0));
        var result =
                new RecordResult(
                        new RecordLine(0, 2, "p-1", null, null, Map.of("text", "all"), cuts, null),
                        Outcome.failed("server_error", "try again"),
                        null,
                        null,
                        List.of(),
                        1,
                        Usage.ZERO,
                        BigDecimal.ZERO,
                        null);

        assertThat(table(List.of("text"), List.of(), result))
                .endsWith(
                        "all,failed,\"server_error: try again; text cut from 5,000 to 3,000 tokens; "
                                + "cv cut from about 9 to 0 tokens\",0\n");
    }

    @Test
    void fieldsThatAreNoColumnsStandTogetherInOne() throws IOException {
        var out = new ByteArrayOutputStream();
        var table = new ResultTable(out, List.of("id", "other_fields"), true, List.of(), false);

        table.writeHeader("qualify");
        table.write(record(Map.of("id", "1", "late", "a, b")));
        table.write(record(Map.of("id", "2")));
        table.flush();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        id,other_fields,nightshift_other_fields,outcome,outcome_detail,cost_usd
                        1,,"{""late"":""a, b""}",succeeded,,0
                        2,,,succeeded,,0
                        """);
    }

    private static RecordResult record(Map<String, String> fields) {
        return new RecordResult(
                new RecordLine(0, 2, "p-1", null, null, fields, List.of(), null),
                Outcome.succeeded(),
                null,
                null,
                List.of(),
                1,
                Usage.ZERO,
                BigDecimal.ZERO,
                null);
    }

    private static String table(
            List<String> columns, List<String> taskColumns, @Nullable RecordResult result)
            throws IOException {
        var out = new ByteArrayOutputStream();
        var table =
                new ResultTable(
                        out,
                        columns,
                        false,
                        taskColumns.stream()
                                .map(name -> new ResultColumn(name, new ValuePath(List.of(name))))
                                .toList(),
                        false);
        table.writeHeader("qualify");
        if (result != null) {
            table.write(result);
        }
        table.flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
