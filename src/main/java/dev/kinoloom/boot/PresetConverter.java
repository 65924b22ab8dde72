package dev.kinoloom.boot;

import dev.kinoloom.domain.Brief;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code quick-demo} as a preset. */
final class PresetConverter implements ITypeConverter<Brief.Preset> {
  @Override
  public Brief.Preset convert(String text) {
    try {
      return Brief.Preset.valueOf(text.replace('-', '_').toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "must be default, debug or quick-demo, not '%s'".formatted(text));
    }
  }
}
