package dev.nightshift.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.batch.Remedy;
import dev.nightshift.record.OutcomeKind;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of requests of a batch that was cancelled, by what its end says. */
class UnansweredTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // As an earlier version wrote it.
                "{'status':'cancelled','problems':[],'cancelled':true} | CANCELLED | NONE",
                "{'status':'cancelled','cancelled':false} | CANCELLED | NONE",
                "{'status':'cancelled','out_of_time':true} | UNSENT | RESEND_UNCOUNTED",
                "{'status':'cancelled','cancelled':true,'out_of_time':true} | CANCELLED | NONE",
                "{'out_of_time':true} | UNSENT | RESEND_UNCOUNTED",
                "{'out_of_time':false} | FAILED | NONE",
            })
    void onlyWhatADeadlineCutOffIsSentAgain(String end, OutcomeKind kind, Remedy remedy)
            throws IOException {
        AttemptEnd read =
                ObjectMapper.getDefault().readValue(end.replace('\'', '"'), AttemptEnd.class);

        var judged = Unanswered.of(read, 1).of(1);

        assertThat(judged.outcome().kind()).isEqualTo(kind);
        assertThat(judged.remedy()).isEqualTo(remedy);
    }
}
