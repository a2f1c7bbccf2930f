package io.github.hwgptbench.suite;

import io.github.hwgptbench.internal.text.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The suites of reference runs on the class path, which {@code hwgptbench-reference-runs} has. */
final class ShippedRuns {

  private static final String FOLDER = "io/github/hwgptbench/reference/";

  /** Names the zip files beside it, one a line. */
  private static final String INDEX = "suites.txt";

  private ShippedRuns() {}

  /**
   * Returns the zip files of all suites, in their jars; of those with one name the first on the
   * class path.
   *
   * @throws IOException if there are none, or they can't be read
   */
  static List<Path> suites() throws IOException {
    Map<String, Path> suites = new LinkedHashMap<>();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (URL index : Collections.list(loader.getResources(FOLDER + INDEX))) {
      Path file = path(index);
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(index.openStream(), StandardCharsets.UTF_8))) {
        lines.lines().forEach(name -> suites.putIfAbsent(name, file.resolveSibling(name)));
      }
    }
    if (suites.isEmpty()) {
      throw new IOException(
          "--against reference: no reference runs on the class path; add the artifact hwgptbench-reference-runs, or name a folder of runs");
    }
    return List.copyOf(suites.values());
  }

  /** Returns a file on the class path, which is in a folder or in a jar. */
  private static Path path(URL resource) throws IOException {
    try {
      URI uri = resource.toURI();
      if (!"jar".equals(uri.getScheme())) {
        return Path.of(uri);
      }
      String text = uri.getRawSchemeSpecificPart();
      int end = text.indexOf("!/");
      Path jar = Path.of(URI.create(text.substring(0, end)));
      return FileSystems.newFileSystem(jar)
          .getPath(URI.create(text.substring(end + 1)).getPath());
    } catch (URISyntaxException e) {
      throw new IOException(Text.format("%s: can't be opened: %s", resource, e.getMessage()), e);
    }
  }
}
