package dev.nightshift.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.batch.FieldCut;
import dev.nightshift.task.Finding;
import dev.nightshift.task.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code tasks check} found, for machines. */
final class CheckJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckJson() {}

    /**
     *
     *
     * <pre>
     * {"file":"mine.yaml","task":"mine@1","errors":[{"place":"output","message":"…"}],"warnings":[],
     *  "sample":{"id":"p-1","tokens_in":812,"tokens_out":300,"cut":[],"cost_usd":{"batch":"0.0001","realtime":"0.0002"},"body":{…}}}
     * </pre>
     *
     * @param task null where the file could not be read as one
     * @param request null for no {@code sample}
     */
    static String of(
            String file,
            @Nullable Task task,
            List<Finding> findings,
            @Nullable CheckedRequest request) {
        ObjectNode json = JSON.createObjectNode();
        json.put("file", file);
        json.put("task", task == null ? null : task.reference());
        ArrayNode errors = json.putArray("errors");
        ArrayNode warnings = json.putArray("warnings");
        for (Finding finding : findings) {
            (finding.isError() ? errors : warnings)
                    .addObject()
                    .put("place", finding.place())
                    .put("message", finding.what());
        }
        if (request != null) {
            ObjectNode sample = json.putObject("sample");
            sample.put("id", request.id());
            sample.put("tokens_in", request.tokensIn());
            sample.put("tokens_out", request.tokensOut());
            ArrayNode cuts = sample.putArray("cut");
            for (FieldCut cut : request.cuts()) {
                cuts.addObject()
                        .put("field", cut.field())
                        .put("tokens", cut.tokens())
                        .put("kept", cut.kept());
            }
            ObjectNode cost = sample.putObject("cost_usd");
            request.mostCost().forEach((lane, usd) -> cost.put(lane.wire(), usd.toPlainString()));
            sample.set("body", request.body());
        }
        return json.toString();
    }
}
