package dev.nightshift.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

class PassingTest {

    @Test
    void whatMeetsATransactionPasses() {
        assertThat(Passing.is(TransactionConflictException.builder().statusCode(400).build()))
                .isTrue();
    }

    @Test
    void whatNobodyAnsweredPasses() {
        assertThat(Passing.is(SdkClientException.create("connection refused"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void whatAwsCannotDoJustNowPasses(int status) {
        assertThat(Passing.is(answered(status))).isTrue();
    }

    @Test
    void whatIsWrongStaysSo() {
        assertThat(Passing.is(answered(400))).isFalse();
        assertThat(Passing.is(ConditionalCheckFailedException.builder().statusCode(400).build()))
                .isFalse();
        assertThat(Passing.is(new IllegalStateException())).isFalse();
    }

    private static AwsServiceException answered(int status) {
        return AwsServiceException.builder().statusCode(status).build();
    }
}
