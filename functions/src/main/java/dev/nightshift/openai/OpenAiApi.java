package dev.nightshift.openai;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.annotation.Client;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are answered at once. Answers are bytes whatever their status, since a gateway may
 * answer with anything. Source: OpenAI, API reference, Files, Batches and Responses.
 */
@OpenAiCredentials
@Client(value = OpenAiApi.BASE_URL, configuration = OpenAiHttpConfiguration.ForShortCalls.class)
interface OpenAiApi {
    /** The backticks keep the colon of the address from being read as the property's default. */
    String BASE_URL = "${nightshift.openai.base-url:`" + OpenAiSettings.DEFAULT_BASE_URL + "`}";

    @Get("/files/{id}")
    HttpResponse<byte[]> file(String id);

    @Delete("/files/{id}")
    HttpResponse<byte[]> deleteFile(String id);

    @Post("/batches")
    HttpResponse<byte[]> createBatch(@Body NewBatch batch);

    @Get("/batches/{id}")
    HttpResponse<byte[]> batch(String id);

    @Get("/batches{?after,limit}")
    HttpResponse<byte[]> batches(@Nullable String after, int limit);

    @Post("/batches/{id}/cancel")
    HttpResponse<byte[]> cancelBatch(String id);

    @Get("/responses/{id}")
    HttpResponse<byte[]> response(String id);

    @Delete("/responses/{id}")
    HttpResponse<byte[]> deleteResponse(String id);
}
