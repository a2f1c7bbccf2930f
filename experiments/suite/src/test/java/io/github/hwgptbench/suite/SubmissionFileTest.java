package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.hwgptbench.usage.UsageException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class SubmissionFileTest {

  private static final String FEWEST = """
      name: My search
      authors: Ada Lovelace
      """;

  @Test
  void aFileHasEverything() {
    SubmissionFile file = SubmissionFile.parse("submission.yaml", """
        name: My search
        authors: [Ada Lovelace, Charles Babbage]
        link: https://example.org/my-search
        settings:
          population: 40
          trained on: nothing
        repeatable: true
        """);
    assertEquals(
        new SubmissionFile(
            "My search",
            List.of("Ada Lovelace", "Charles Babbage"),
            "https://example.org/my-search",
            Map.of("population", "40", "trained on", "nothing"),
            true),
        file);
    assertEquals(
        List.of("population", "trained on"), List.copyOf(file.settings().keySet()));
  }

  @Test
  void aFileNeedsNameAndAuthorsOnly() {
    SubmissionFile file = SubmissionFile.parse("submission.yaml", FEWEST);
    assertEquals(List.of("Ada Lovelace"), file.authors());
    assertEquals(Optional.empty(), file.link());
    assertEquals(Map.of(), file.settings());
  }

  private static String refused(String text) {
    return assertThrows(UsageException.class, () -> SubmissionFile.parse("submission.yaml", text))
        .getMessage();
  }

  @Test
  void errorsNameLineFieldAndWhatIsAllowed() {
    assertEquals(
        "submission.yaml, line 1: no 'authors'; a submission needs it", refused("name: mine\n"));
    assertEquals(
        "submission.yaml, line 3, 'link': 'javascript:alert(1)'; allowed: an address that begins with https:// or http://",
        refused(FEWEST + "link: javascript:alert(1)\n"));
    assertEquals(
        "submission.yaml, line 3, 'repeatable': 'yes'; allowed: true, false",
        refused(FEWEST + "repeatable: yes\n"));
    assertEquals(
        "submission.yaml, line 2, 'authors': 0 authors; allowed: 1 to 50",
        refused("name: mine\nauthors: []\n"));
    assertEquals(
        "submission.yaml, line 4, 'population': expected a value, found a list",
        refused(FEWEST + "settings:\n  population: [1, 2]\n"));
    assertEquals(
        "submission.yaml, line 1, 'name': 61 characters; allowed: a name of up to 60 characters on one line",
        refused("name: " + "x".repeat(61) + "\nauthors: me\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "link: https://example.org",
        "link: http://example.org/a?b=c",
        "link: ftp://example.org",
        "link: example.org",
        "link: 'https://'",
        "link: []",
        "settings: {a: 1, b: true, c: text}",
        "settings: {a: [1]}",
        "settings: {a: {b: 1}}",
        "settings: [1]",
        "settings: text",
        "settings: {a: ''}",
        "repeatable: true",
        "repeatable: false",
        "repeatable: maybe",
        "Repeatable: true",
        "author: me",
      })
  void theSchemaTakesWhatTheReaderTakesAndNothingElse(String field) throws Exception {
    boolean taken = true;
    try {
      SubmissionFile.parse("submission.yaml", FEWEST + field);
    } catch (UsageException e) {
      taken = false;
    }
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(FEWEST + field);
    JsonNode json = new ObjectMapper().valueToTree(loaded);
    assertEquals(
        taken,
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SubmissionFile.class.getResourceAsStream("submission.schema.json"))
            .validate(json)
            .isEmpty());
  }
}
