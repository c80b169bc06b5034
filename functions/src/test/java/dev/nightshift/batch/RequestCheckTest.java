package dev.nightshift.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.task.Tasks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCheckTest {
    private static final String GOOD =
            "{'custom_id':'r1','method':'POST','url':'/v1/responses',"
                    + "'body':{'model':'gpt-6-luna','input':'Hello','store':false}}\n";

    private final RequestCheck check = new RequestCheck(Tasks.find("qualify").orElseThrow());

    @Test
    void lineAsOpenAiWantsItHasNoProblem() {
        assertThat(problem(GOOD)).isNull();
        assertThat(problem(GOOD.replace("'Hello'", "[{'role':'user','content':'x'},{}]"))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'custom_id' | ['custom_id' | no JSON object",
                "'store':false}} | 'store':false} | not JSON",
                "false}} | false}}{} | more than one",
                "'r1' | 'mine' | custom_id",
                "'r1' | null | custom_id",
                "POST | GET | POST",
                "/v1/responses | /v1/chat/completions | POST /v1/responses",
                "gpt-6-luna | gpt-5 | model gpt-6-luna",
                "'model':'gpt-6-luna', | '' | model",
                "'store':false | 'stream':true | stream",
                "Hello | ' ' | empty",
                "'Hello' | [] | empty",
                "'input' | 'messages' | empty",
            })
    void lineThatWouldSinkItsFileIsFound(String good, String bad, String problem) {
        assertThat(
                        problem(
                                GOOD.replace(
                                        good,
                                        bad.equals("''") ? "" : bad.equals("' '") ? " " : bad)))
                .contains(problem);
    }

    private @Nullable String problem(String line) {
        return check.problem(line.replace('\'', '"').getBytes(UTF_8));
    }
}
