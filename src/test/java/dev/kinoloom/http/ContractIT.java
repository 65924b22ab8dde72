package dev.kinoloom.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.Yaml;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractIT {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  private JsonObject file(String name) throws Exception {
    return Yaml.object(Contract.load(vertx, name).await(20, SECONDS).text().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {Contract.FILE, Contract.MANAGEMENT})
  void the_file_is_valid_openapi_3_1(String name) throws Exception {
    var repository = OpenAPIVersion.V3_1.getRepository(vertx, "app://").await(20, SECONDS);
    var result =
        OpenAPIVersion.V3_1.validateContract(vertx, repository, file(name)).await(20, SECONDS);
    assertThat(result.getValid()).as(String.valueOf(result.getErrors())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {Contract.FILE, Contract.MANAGEMENT})
  void every_reference_leads_somewhere_and_every_component_is_used(String name) throws Exception {
    var file = file(name);
    var used = new TreeSet<String>();
    references(file, used);
    var there = new TreeSet<String>();
    var components = file.getJsonObject("components");
    components.remove("securitySchemes");
    for (var kind : components.fieldNames()) {
      components
          .getJsonObject(kind)
          .fieldNames()
          .forEach(one -> there.add("#/components/%s/%s".formatted(kind, one)));
    }
    if (name.equals(Contract.FILE)) {
      used.add("#/components/schemas/ProgressEvent"); // data of the stream's events, told in words
    }
    assertThat(there).isEqualTo(used);
  }

  private static void references(Object value, Set<String> found) {
    if (value instanceof JsonObject object) {
      if (object.getValue("$ref") instanceof String ref) {
        found.add(ref);
      }
      object.forEach(entry -> references(entry.getValue(), found));
    } else if (value instanceof JsonArray array) {
      array.forEach(item -> references(item, found));
    }
  }
}
