package io.github.hwgptbench.cli;

import com.google.common.collect.Range;
import io.github.hwgptbench.internal.text.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a width such as 3.4in or 86mm; returns inches. */
final class FigureWidthConverter implements ITypeConverter<Double> {

  private static final Pattern WIDTH = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,6})?)(in|cm|mm|pt)");
  /** Narrower figures have no room between their axes. */
  private static final Range<Double> INCHES = Range.closed(2.5, 20.0);

  @Override
  public Double convert(String text) {
    Matcher width = WIDTH.matcher(text);
    if (width.matches()) {
      double inches = Double.parseDouble(width.group(1)) / perInch(width.group(2));
      if (INCHES.contains(inches)) {
        return inches;
      }
    }
    throw new TypeConversionException(Text.format(
        "'%s'; allowed: a number and in, cm, mm or pt, such as 3.4in or 86mm, from 2.5 to 20 inches",
        text));
  }

  private static double perInch(String unit) {
    return switch (unit) {
      case "cm" -> 2.54;
      case "mm" -> 25.4;
      case "pt" -> 72;
      default -> 1;
    };
  }
}
