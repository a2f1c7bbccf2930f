package io.github.hwgptbench.analysis;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.hwgptbench.record.RecordVerification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody ran of a track.
 *
 * @param name what it is called, which is that of its suite in the analysis; no two of a track have
 *     the same
 * @param authors who ran it, one or more
 * @param url where more is to be found, an address of the web; null for none
 * @param settings what its authors say of how it was run, by name
 * @param verified what a verification of the record found; null if there was none
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

  /** Returns where more is to be found; empty for nowhere. */
  public Optional<String> link() {
    return Optional.ofNullable(url);
  }

  /** Returns what a verification of the record found; empty if there was none. */
  public Optional<RecordVerification> verification() {
    return Optional.ofNullable(verified);
  }

  /** Returns what a verification found of an algorithm; empty if there was none. */
  public Optional<RecordVerification.Verified> verification(String algorithm) {
    return verification().map(it -> it.algorithms().get(algorithm));
  }
}
