package io.github.hwgptbench.suite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The description of a submission to the leaderboard, in a YAML file.
 *
 * <pre>
 * name: My search
 * authors: [Ada Lovelace, Charles Babbage]
 * link: https://example.org/my-search
 * settings:
 *   population: 40
 *   trained on: nothing
 * repeatable: true
 * </pre>
 *
 * <p>The file {@code submission.schema.json} beside this class is a JSON schema of all this, for
 * editors.
 *
 * @param name name of the submission in the leaderboard
 * @param authors one or more
 * @param url web address with further information; null for none
 * @param settings settings of the algorithm for readers, by name
 * @param repeatable whether runs of programs can be repeated by a check of the record
 * @since 0.2.0
 */
public record SubmissionFile(
    String name,
    List<String> authors,
    @Nullable String url,
    Map<String, String> settings,
    boolean repeatable) {

  /** Name of the file. */
  public static final String NAME = "submission.yaml";

  static final Set<String> FIELDS =
      ImmutableSet.of("name", "authors", "link", "settings", "repeatable");

  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_TEXT = 200;
  private static final int MOST = 50;

  /** Copies the collections. */
  public SubmissionFile {
    authors = ImmutableList.copyOf(authors);
    settings = ImmutableMap.copyOf(settings);
  }

  /** Returns the web address with further information; empty if there is none. */
  public Optional<String> link() {
    return Optional.ofNullable(url);
  }

  /**
   * Reads a file.
   *
   * @throws UsageException if something in it is wrong; says in which line, and what is allowed
   * @throws IOException if it can't be read
   */
  static SubmissionFile read(Path file) throws IOException {
    return parse(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  static SubmissionFile parse(String file, String text) {
    YamlField whole = YamlField.parse(file, text, "a submission");
    Map<String, YamlField> fields = whole.fields("the fields of a submission", FIELDS);
    YamlField settings = fields.get("settings");
    YamlField link = fields.get("link");
    YamlField repeatable = fields.get("repeatable");
    return new SubmissionFile(
        text(required(whole, fields, "name"), "a name", LONGEST_NAME),
        authors(required(whole, fields, "authors")),
        link == null ? null : link(link),
        settings == null ? Map.of() : settings(settings),
        repeatable != null && repeatable.truth());
  }

  private static YamlField required(YamlField whole, Map<String, YamlField> fields, String name) {
    YamlField field = fields.get(name);
    if (field == null) {
      throw whole.wrong("no '%s'; a submission needs it", name);
    }
    return field;
  }

  private static String text(YamlField field, String expected, int longest) {
    String text = field.text(expected);
    if (text.length() > longest || text.codePoints().anyMatch(Character::isISOControl)) {
      throw field.wrong(
          "%d characters; allowed: %s of up to %d characters on one line",
          text.length(), expected, longest);
    }
    return text;
  }

  private static List<String> authors(YamlField field) {
    List<YamlField> items = field.items();
    if (items.isEmpty() || items.size() > MOST) {
      throw field.wrong("%d authors; allowed: 1 to %d", items.size(), MOST);
    }
    return items.stream()
        .map(item -> text(item, "the name of an author", LONGEST_NAME))
        .toList();
  }

  private static String link(YamlField field) {
    String text = text(field, "an address such as https://example.org", LONGEST_TEXT);
    try {
      URI address = URI.create(text);
      if (Set.of("http", "https").contains(String.valueOf(address.getScheme()))
          && address.getHost() != null) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      // The same is wrong with it.
    }
    throw field.wrong("'%s'; allowed: an address that begins with https:// or http://", text);
  }

  private static Map<String, String> settings(YamlField field) {
    Map<String, YamlField> given = field.fields("settings by name");
    if (given.size() > MOST) {
      throw field.wrong("%d settings; allowed: up to %d", given.size(), MOST);
    }
    ImmutableMap.Builder<String, String> settings = ImmutableMap.builder();
    given.forEach((name, value) -> {
      if (name.length() > LONGEST_NAME) {
        throw value.wrong(
            "a name of %d characters; allowed: up to %d", name.length(), LONGEST_NAME);
      }
      settings.put(name, text(value, "a value", LONGEST_TEXT));
    });
    return settings.buildOrThrow();
  }
}
