package dev.nightshift.openai;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.annotation.Client;

/** The calls that wait for a model. Source: OpenAI, API reference, Chat and Responses. */
@OpenAiCredentials
@Client(value = OpenAiApi.BASE_URL, configuration = OpenAiHttpConfiguration.ForLongCalls.class)
interface OpenAiModels {
    @Post("/chat/completions")
    HttpResponse<byte[]> chatCompletion(@Body String json);

    @Post("/responses")
    HttpResponse<byte[]> createResponse(@Body String json);
}
