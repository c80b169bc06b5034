package dev.nightshift.http;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.openapi.annotation.OpenAPIExtraSchema;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * An API that shows what the package does for controllers. Its document is made like the real
 * one's.
 */
@Controller("/things")
@OpenAPIExtraSchema(classes = Problem.class)
class ThingsController {

    enum Kind {
        LARGE,
        SMALL
    }

    @Serdeable
    record Thing(
            @Size(min = 1, max = 10) String name,
            @Min(1) @Max(5) int count,
            @Nullable Kind kind,
            @Nullable @Size(max = 2) List<Part> parts,
            @Nullable String note,
            @Nullable Map<String, @Nullable Object> more) {}

    @Serdeable
    record Part(String size) {}

    @Introspected
    record Unwritable(String text) {}

    @Post
    Thing add(@Body Thing thing) {
        return thing;
    }

    @Get
    List<String> list(
            @QueryValue @Nullable @Min(1) @Max(100) Integer limit,
            @Nullable @QueryValue Kind kind) {
        return List.of(limit + " " + kind);
    }

    @Get("/{id}")
    String thing(@Pattern(regexp = "[a-z]{1,5}") String id) {
        return switch (id) {
            case "fail" -> throw new IllegalStateException("the secret cause");
            case "gone" -> throw SdkClientException.create("no route to host");
            case "busy" ->
                    throw DynamoDbException.builder()
                            .awsErrorDetails(
                                    AwsErrorDetails.builder()
                                            .errorCode("ThrottlingException")
                                            .build())
                            .statusCode(400)
                            .build();
            case "none" -> throw ProblemException.of(ProblemType.NOT_FOUND, "There is no " + id);
            default -> id;
        };
    }

    @Get("/{owner}/seen")
    String seen(Caller caller, @Pattern(regexp = "[a-z]{1,5}") String owner) {
        return caller.getName() + " " + caller.sees(owner) + " " + caller.sees(null);
    }

    @Get("/{id}/unwritable")
    Object unwritable(@Pattern(regexp = "[a-z]{1,5}") String id) {
        return new Unwritable(id);
    }

    @Put("/{id}/text")
    @Consumes({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
    String text(@Pattern(regexp = "[a-z]{1,5}") String id, @Body String text) {
        return id + text;
    }
}
