package dev.nightshift.job;

import dev.nightshift.pricing.AwsItem;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * Counts what all clients of the SDK in this process ask S3 and DynamoDB for, as AWS charges it;
 * DynamoDB says itself what a call takes. It is loaded where {@code src/test/benchmark} is on the
 * class path, and by nothing else.
 */
public final class CallCounter implements ExecutionInterceptor {
    private static final Map<AwsItem, DoubleAdder> COUNTS = new ConcurrentHashMap<>();

    /** What is free. */
    private static final Set<String> FREE =
            Set.of("DeleteObject", "DeleteObjects", "AbortMultipartUpload");

    static double counted(AwsItem item) {
        return count(item).sum();
    }

    private static DoubleAdder count(AwsItem item) {
        return COUNTS.computeIfAbsent(item, _ -> new DoubleAdder());
    }

    static void forget() {
        COUNTS.values().forEach(DoubleAdder::reset);
    }

    /** Has DynamoDB say what the call takes; it does so for the calls that take something. */
    @Override
    public SdkRequest modifyRequest(
            Context.ModifyRequest context, ExecutionAttributes executionAttributes) {
        SdkRequest request = context.request();
        if (!(request instanceof DynamoDbRequest)) {
            return request;
        }
        SdkRequest.Builder copy = request.toBuilder();
        request.sdkFields().stream()
                .filter(field -> field.memberName().equals("ReturnConsumedCapacity"))
                .forEach(field -> field.set(copy, ReturnConsumedCapacity.TOTAL.toString()));
        return copy.build();
    }

    @Override
    public void afterExecution(
            Context.AfterExecution context, ExecutionAttributes executionAttributes) {
        String operation = executionAttributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        if (context.response() instanceof DynamoDbResponse response) {
            response.sdkFields().stream()
                    .filter(field -> field.memberName().equals("ConsumedCapacity"))
                    .map(field -> field.getValueOrDefault(response))
                    .forEach(capacity -> note(operation, capacity));
        } else if (executionAttributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME).equals("S3")
                && !FREE.contains(operation)) {
            boolean reads = operation.startsWith("Get") || operation.startsWith("Head");
            count(reads ? AwsItem.S3_GET : AwsItem.S3_PUT).add(1);
        }
    }

    private static void note(String operation, Object capacity) {
        if (capacity instanceof ConsumedCapacity one) {
            boolean reads = operation.startsWith("Get") || operation.equals("Query");
            count(reads ? AwsItem.DYNAMODB_READ : AwsItem.DYNAMODB_WRITE).add(one.capacityUnits());
        } else if (capacity instanceof Iterable<?> several) {
            several.forEach(one -> note(operation, one));
        }
    }
}
