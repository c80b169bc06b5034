package dev.nightshift.storage;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Several rows changed together or not at all. The SDK gives each call a token, so that a call
 * whose answer was lost is not done twice when the SDK repeats it.
 *
 * <p>DynamoDB refuses a transaction that meets another at the same row, and the SDK does not repeat
 * it. That is done here, {@value #TRIES} times, after pauses of random length that double from
 * {@value #FIRST_PAUSE_MILLIS} ms up to {@value #LONGEST_PAUSE_MILLIS} ms: some six seconds in all.
 * Source: DynamoDB API reference, TransactWriteItems, TransactionCanceledException.
 */
final class Transaction {
    private static final int TRIES = 12;
    private static final int FIRST_PAUSE_MILLIS = 10;
    private static final int LONGEST_PAUSE_MILLIS = 1000;

    private final DynamoDbClient dynamo;
    private final List<TransactWriteItem> items;

    Transaction(DynamoDbClient dynamo, List<TransactWriteItem> items) {
        this.dynamo = dynamo;
        this.items = items;
    }

    /** False when a condition did not hold and nothing was changed. */
    boolean commit() {
        for (int tries = 1; ; tries++) {
            try {
                dynamo.transactWriteItems(write -> write.transactItems(items));
                return true;
            } catch (TransactionCanceledException cancelled) {
                List<CancellationReason> reasons = cancelled.cancellationReasons();
                if (reasons.stream().anyMatch(is("ConditionalCheckFailed"))) {
                    return false;
                }
                if (tries == TRIES || reasons.stream().noneMatch(is("TransactionConflict"))) {
                    throw cancelled;
                }
                pause(tries);
            }
        }
    }

    private static Predicate<CancellationReason> is(String code) {
        return reason -> code.equals(reason.code());
    }

    private static void pause(int tries) {
        int most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << tries);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(most / 2, most));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted between two tries at a transaction", e);
        }
    }
}
