package dev.nightshift.local.template;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Holds every call that a hosted function makes in any test against the function's policies in the
 * deployed template, which nothing else checks off AWS. The SDK finds it by the file {@code
 * execution.interceptors}; whose a call is, it learns from the thread that hosts the function, and
 * threads that this one begins inherit it.
 */
public final class CheckedCalls implements ExecutionInterceptor {
    private static final Grants GRANTS = Grants.read(Path.of("../template.yaml"));
    private static final InheritableThreadLocal<String> FUNCTION = new InheritableThreadLocal<>();

    /** A suite's own stack, named otherwise than a deployed one. */
    private static final Pattern SUITE = Pattern.compile("nightshift-suite-[a-z0-9]+");

    private static final Pattern NUMBER = Pattern.compile("-\\d+$");
    private static final Pattern SERVICE = Pattern.compile(".*\\.services\\.(\\w+)\\.model");

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String function = function();
        if (function == null) {
            return;
        }
        for (Call call : calls(context.request())) {
            String resource = SUITE.matcher(call.resource()).replaceFirst("nightshift");
            if (!GRANTS.allow(function, call.action(), resource)) {
                // An error, not an exception: the SDK would take that for a broken connection.
                throw new AssertionError(
                        "the role of %s does not allow %s".formatted(function, call));
            }
        }
    }

    private static @Nullable String function() {
        String thread = NUMBER.matcher(Thread.currentThread().getName()).replaceFirst("");
        if (GRANTS.know(thread)) {
            FUNCTION.set(thread);
        }
        return FUNCTION.get();
    }

    private static List<Call> calls(SdkRequest request) {
        if (request instanceof TransactWriteItemsRequest transaction) {
            return transaction.transactItems().stream().map(CheckedCalls::change).toList();
        }
        String operation = request.getClass().getSimpleName().replaceFirst("Request$", "");
        Matcher service = SERVICE.matcher(request.getClass().getPackageName());
        if (!service.matches()) {
            throw new IllegalArgumentException(request.getClass().getName());
        }
        return Actions.of(service.group(1).replace("sfn", "states"), operation).stream()
                .map(action -> new Call(action, resource(action, request)))
                .toList();
    }

    private static Call change(TransactWriteItem item) {
        if (item.put() != null) {
            return new Call("dynamodb:PutItem", table(item.put().tableName()));
        }
        if (item.update() != null) {
            return new Call("dynamodb:UpdateItem", table(item.update().tableName()));
        }
        return item.delete() != null
                ? new Call("dynamodb:DeleteItem", table(item.delete().tableName()))
                : new Call("dynamodb:ConditionCheckItem", table(item.conditionCheck().tableName()));
    }

    private static String resource(String action, SdkRequest request) {
        return switch (action.substring(0, action.indexOf(':'))) {
            case "s3" ->
                    "arn:aws:s3:::"
                            + text(request, "Bucket", "DestinationBucket")
                            + (action.equals("s3:ListBucket")
                                    ? ""
                                    : "/" + text(request, "Key", "DestinationKey"));
            case "dynamodb" -> {
                String index = text(request, "IndexName");
                yield table(text(request, "TableName"))
                        + (index.isEmpty() ? "" : "/index/" + index);
            }
            case "states" -> {
                String named = text(request, "stateMachineArn", "executionArn");
                yield named.isEmpty() ? arn("states", "stateMachine:nightshift") : named;
            }
            case "lambda" -> arn("lambda", "function:" + text(request, "FunctionName"));
            default -> {
                String secret = text(request, "SecretId");
                yield secret.startsWith("arn:")
                        ? secret
                        : arn("secretsmanager", "secret:" + secret + "-AbCdEf");
            }
        };
    }

    private static String table(String name) {
        return arn("dynamodb", "table/" + name);
    }

    private static String arn(String service, String resource) {
        return Place.LOCAL.arn(service, resource);
    }

    /** The first of these fields that the request has; empty for none. */
    private static String text(SdkRequest request, String... fields) {
        return Stream.of(fields)
                .flatMap(field -> request.getValueForField(field, String.class).stream())
                .findFirst()
                .orElse("");
    }

    private record Call(String action, String resource) {}
}
