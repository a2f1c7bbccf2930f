package io.github.hwgptbench.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFieldsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"b\": \"LONG\"} | an object",
        "[\"LONG\"]        | a list",
        "\"LONG\"          | a long string",
        "\"short\"         | \"short\"",
      })
  void longValuesAreNamedByTheirType(String value, String found) throws IOException {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.set("a", new ObjectMapper().readTree(value.replace("LONG", "x".repeat(100))));
    UsageException e =
        assertThrows(UsageException.class, () -> JsonFields.of(root).integer("a", 1, 2));
    assertEquals("field 'a' is " + found, e.getMessage().split("; ")[0]);
  }
}
