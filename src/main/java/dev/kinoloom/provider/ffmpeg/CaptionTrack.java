package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.Brief.Captions;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Composer.SegmentOrder;
import dev.kinoloom.provider.Fonts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Captions and their fonts, laid where a filter graph can name them without quoting anything. */
final class CaptionTrack {
  private final Fonts fonts;

  CaptionTrack(Fonts fonts) {
    this.fonts = fonts;
  }

  /**
   * The filter that draws the order's captions, ending with a comma; empty when there are none to
   * draw. {@code work}: a directory below the one that FFmpeg runs in.
   */
  String lay(SegmentOrder order, Path work) throws IOException {
    if (order.captions() == Captions.NONE || order.cues().isEmpty()) {
      return "";
    }
    var all = order.cues().stream().flatMap(cue -> cue.text().stream());
    var needed = fonts.captions(all.collect(Collectors.joining("\n")));
    var file =
        new AssFile(
            order.size(),
            needed.family(),
            order.captions() == Captions.WORDS,
            word -> shaped(word, needed.family()));
    if (file.events(order.cues()).isEmpty()) {
      throw FFmpeg.failed(
          FailureKind.BAD_OUTPUT, "no font at hand can draw a single word of the captions");
    }
    Files.writeString(work.resolve("captions.ass"), file.text(order.cues()));
    Files.createSymbolicLink(work.resolve("fonts"), needed.directory().toAbsolutePath());
    var name = work.getFileName();
    return "ass=filename=%s/captions.ass:fontsdir=%s/fonts:shaping=complex,".formatted(name, name);
  }

  /** A word's runs, each with its font where it isn't the style's. */
  private String shaped(String word, String family) {
    return fonts.runs(word, Fonts.Weight.BOLD).stream()
        .map(run -> switched(run, family))
        .collect(Collectors.joining());
  }

  private static String switched(Fonts.Run run, String family) {
    var text = AssText.escaped(run.text());
    return run.family().equals(family)
        ? text
        : "{\\fn%s}%s{\\fn%s}".formatted(run.family(), text, family);
  }
}
