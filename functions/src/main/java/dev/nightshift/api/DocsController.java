package dev.nightshift.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.nightshift.http.Contract;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The contract, as a document and as a page that comes from here alone. */
@Hidden
@Controller
final class DocsController {
    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .build();
    private static final Map<String, String> TYPES =
            Map.of(
                    "start.js", "text/javascript",
                    "swagger-ui-bundle.js", "text/javascript",
                    "swagger-ui.css", "text/css");

    /** Nothing runs, shows or is asked but what this API itself gives out. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Contract contract;

    DocsController(Contract contract) {
        this.contract = contract;
    }

    @Get("/openapi.yaml")
    @Produces({"application/yaml", MediaType.ALL})
    HttpResponse<String> document() throws JsonProcessingException {
        return HttpResponse.ok(YAML.writeValueAsString(contract.document()))
                .contentType("application/yaml");
    }

    @Get("/docs")
    @Produces({MediaType.TEXT_HTML, MediaType.ALL})
    HttpResponse<String> page() throws IOException {
        return file("index.html", "text/html; charset=utf-8");
    }

    @Get("/docs/{file}")
    @Produces(MediaType.ALL)
    HttpResponse<String> file(String file) throws IOException {
        String type = TYPES.get(file);
        if (type == null) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "No page of the API is called so.");
        }
        return file(file, type + "; charset=utf-8");
    }

    private static HttpResponse<String> file(String name, String type) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        DocsController.class.getResourceAsStream("/docs/" + name), name)) {
            return HttpResponse.ok(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contentType(type)
                    .header(HttpHeaders.CACHE_CONTROL, "private, max-age=3600")
                    .header("Content-Security-Policy", POLICY)
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer");
        }
    }
}
