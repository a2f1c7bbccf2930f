package io.github.hwgptbench.analysis;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.hwgptbench.record.RecordVerification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A contribution to a track.
 *
 * @param name name of its suite in the analysis, unique in the track
 * @param authors its authors, one or more
 * @param url web address with further information; null for none
 * @param settings settings that its authors state, by name
 * @param verified result of the verification of the record; null if it was not verified
 * @since 0.2.0
 */
public record Contribution(
    String name,
    List<String> authors,
    @Nullable String url,
    Map<String, String> settings,
    @Nullable RecordVerification verified) {

  /** Copies the collections. */
  public Contribution {
    authors = ImmutableList.copyOf(authors);
    settings = ImmutableMap.copyOf(settings);
  }

  /** Returns the web address with further information; empty if there is none. */
  public Optional<String> link() {
    return Optional.ofNullable(url);
  }

  /** Returns the result of the verification of the record; empty if it was not verified. */
  public Optional<RecordVerification> verification() {
    return Optional.ofNullable(verified);
  }

  /** Returns the result of the verification for an algorithm; empty if there is none. */
  public Optional<RecordVerification.Verified> verification(String algorithm) {
    return verification().map(it -> it.algorithms().get(algorithm));
  }
}
