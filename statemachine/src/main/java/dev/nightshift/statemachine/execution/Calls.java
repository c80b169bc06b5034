package dev.nightshift.statemachine.execution;

import dev.nightshift.statemachine.lambda.LambdaInvoker;
import dev.nightshift.statemachine.lambda.LambdaResult;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls functions, each on a virtual thread of its own, and hands on what they answer. */
final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private final LambdaInvoker lambda;
    private final Consumer<Backlog.Answer> answered;

    Calls(LambdaInvoker lambda, Consumer<Backlog.Answer> answered) {
        this.lambda = lambda;
        this.answered = answered;
    }

    void make(Invocation call) {
        Thread.ofVirtual()
                .name("lambda " + call.function())
                .start(() -> answered.accept(new Backlog.Answer(call, invoke(call))));
    }

    private LambdaResult invoke(Invocation call) {
        try {
            return lambda.invoke(call.function(), call.payload());
        } catch (RuntimeException | Error e) {
            LOG.error("Calling {} failed", call.function(), e);
            return new LambdaResult.ServiceError("Lambda.Unknown", e.toString());
        }
    }
}
