package io.github.hwgptbench.spark;

import io.github.hwgptbench.suite.WorkOrder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Sends models and tables of the user to executors, all in one archive. */
final class TravellingFiles {

  private TravellingFiles() {}

  /**
   * Packs the files that options name.
   *
   * @param archives receives the address of the archive, which executors unpack
   * @return the options, with the names that the files have there
   * @throws IOException if a file can't be read
   */
  static List<String> send(List<WorkOrder.Word> words, Consumer<String> archives)
      throws IOException {
    List<String> options = new ArrayList<>();
    Path archive = Files.createTempFile(RunTask.FILES, ".zip");
    archive.toFile().deleteOnExit();
    boolean any = false;
    try (OutputStream file = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      // They are compressed mostly, and stay on one network.
      zip.setLevel(Deflater.BEST_SPEED);
      for (WorkOrder.Word word : words) {
        Path sent = word.file();
        if (sent == null) {
          options.add(word.text());
        } else {
          String place = options.size() + "/" + sent.getFileName();
          pack(sent, place, zip);
          options.add(word.text() + RunTask.travelling(place));
          any = true;
        }
      }
    }
    if (any) {
      archives.accept(archive.toUri() + "#" + RunTask.FILES);
    }
    return options;
  }

  private static void pack(Path sent, String place, ZipOutputStream zip) throws IOException {
    // Also through symbolic links, which lead nowhere on other machines.
    try (Stream<Path> files = Files.walk(sent, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String inside = sent.relativize(file).toString().replace('\\', '/');
        zip.putNextEntry(new ZipEntry(inside.isEmpty() ? place : place + "/" + inside));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }
}
