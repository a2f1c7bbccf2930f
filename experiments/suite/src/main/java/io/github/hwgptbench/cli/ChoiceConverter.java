package io.github.hwgptbench.cli;

import io.github.hwgptbench.internal.text.Text;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what an option chooses from by the names that help prints, in upper or lower case. */
final class ChoiceConverter<E extends Enum<E>> implements ITypeConverter<E> {

  private final Class<E> choices;

  private ChoiceConverter(Class<E> choices) {
    this.choices = choices;
  }

  /** Lets all commands of a command line read such options so. */
  static <E extends Enum<E>> void register(CommandLine line, Class<E> choices) {
    line.registerConverter(choices, new ChoiceConverter<>(choices));
  }

  @Override
  public E convert(String text) {
    return values()
        .filter(choice ->
            choice.toString().equalsIgnoreCase(text) || choice.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException(Text.format(
            "'%s'; allowed: %s",
            text, values().map(E::toString).collect(Collectors.joining(", ")))));
  }

  private Stream<E> values() {
    return Stream.of(choices.getEnumConstants());
  }
}
