package io.github.hwgptbench.cli;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.supernet.Gpt2Tokenizer;
import io.github.hwgptbench.supernet.TokenFile;
import io.github.hwgptbench.supernet.Tokenizer;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Turns texts into tokens. */
@Command(
    name = "tokens",
    description = {
      "Tokenize a corpus for supernets to predict or to learn from: bytes as"
          + " tokens, or the tokenizer of GPT-2, given its two files.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt supernet tokens --text book.txt --out book.tokens",
      "  hwgpt supernet tokens --text a.txt,b.txt --vocabulary vocab.json --merges merges.txt --out"
          + " ab.tokens",
      "",
      "The tokens are unsigned 16-bit integers, little-endian."
    })
final class TokensCommand extends ConsoleCommand {

  @Option(
      names = "--text",
      paramLabel = "FILE",
      split = ",",
      required = true,
      description = "Text files in UTF-8, in this order.")
  private List<Path> texts;

  @Option(
      names = "--vocabulary",
      paramLabel = "FILE",
      description = "The file vocab.json of GPT-2 (default: tokens are bytes).")
  private @Nullable Path vocabulary;

  @Option(
      names = "--merges",
      paramLabel = "FILE",
      description = "The file merges.txt of GPT-2, together with --vocabulary. Each file of"
          + " the corpus then ends in <|endoftext|>.")
  private @Nullable Path merges;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "File for the tokens.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace the file if there is one.")
  private boolean overwrite;

  @Override
  void execute() throws IOException {
    if ((vocabulary == null) != (merges == null)) {
      throw new UsageException(
          "--vocabulary and --merges: expected both, the two files of GPT-2's tokenizer, or neither");
    }
    for (Path text : texts) {
      if (!Files.isRegularFile(text)) {
        throw new IOException(Text.format("%s: no such file", text));
      }
    }
    if (!overwrite && Files.exists(out)) {
      throw new IOException(
          Text.format("%s: exists; use another name, or replace it with --overwrite", out));
    }
    Tokenizer tokenizer =
        vocabulary == null ? Tokenizer.bytes() : Gpt2Tokenizer.read(vocabulary, merges);
    TokenFile file = write(tokenizer);
    print(
        "%d tokens from a vocabulary of %d are in %s%n", file.size(), tokenizer.vocabulary(), out);
  }

  private TokenFile write(Tokenizer tokenizer) throws IOException {
    long bytes = 0;
    for (Path text : texts) {
      bytes += Files.size(text);
    }
    try (ProgressLine progress = progress("kB", kilobytes(bytes))) {
      AtomicLong before = new AtomicLong();
      return TokenFile.write(out, texts, tokenizer, read -> {
        progress.step((int) (kilobytes(read) - before.getAndSet(kilobytes(read))));
      });
    }
  }

  private static long kilobytes(long bytes) {
    return bytes / 1000;
  }
}
