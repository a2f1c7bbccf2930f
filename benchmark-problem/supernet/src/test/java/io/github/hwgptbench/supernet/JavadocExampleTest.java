package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples in the documentation of classes compile. */
class JavadocExampleTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\R(.*?)\\R \\* }</pre>", Pattern.DOTALL);

  @TempDir
  Path temp;

  /** Each class with the variables that its example takes as given. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      supernet/Supernet          | Path folder
      supernet/SupernetSource    | Path folder, Path file
      supernet/SupernetWriter    | Path folder, SupernetShape shape
      supernet/UntrainedNetworks | SearchSpace space, RandomGenerator random
      checkpoint/Checkpoint      | Path file
      onnx/OnnxModelSource       | int none
      published/PublishedSource  | Path folder
      """)
  void itCompiles(String type, String variables) throws IOException {
    String source = Files.readString(Path.of("src/main/java/io/github/hwgptbench", type + ".java"));
    Matcher example = EXAMPLE.matcher(source);
    assertTrue(example.find());
    Path file = Files.writeString(temp.resolve("Example.java"), """
        import io.github.hwgptbench.*;
        import io.github.hwgptbench.checkpoint.*;
        import io.github.hwgptbench.objective.*;
        import io.github.hwgptbench.onnx.*;
        import io.github.hwgptbench.published.*;
        import io.github.hwgptbench.space.*;
        import io.github.hwgptbench.supernet.*;
        import java.nio.*;
        import java.nio.file.*;
        import java.util.*;
        import java.util.random.*;

        abstract class Example {
          abstract FloatBuffer weights(WeightTensor tensor);

          void run(%s) throws Exception {
        %s
          }
        }
        """.formatted(
            variables, example.group(1).replaceAll("(?m)^ \\*", "   ")));
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int exitCode = ToolProvider.getSystemJavaCompiler()
        .run(null, null, errors, "-proc:none", "-d", temp.toString(), file.toString());
    assertEquals(0, exitCode, errors.toString(StandardCharsets.UTF_8));
  }
}
