package dev.kinoloom.boot;

import dev.kinoloom.domain.Brief;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.text.TextCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code make}: one video, from a text to a file, with its progress on the terminal. */
@Command(
    name = "make",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Makes a video of a text: MP4, captions (.srt, .vtt), a thumbnail (.jpg) and metadata (.json).",
    footer = {"", "Ctrl-C stops at once; 'make --resume' goes on where it stopped."})
final class MakeCommand implements Callable<Integer> {
  private static final long MOST_BYTES = 4 << 20;

  @Mixin private HomeOptions options = new HomeOptions();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "TEXT",
      description = "A file, '-' for standard input, or the text itself.")
  private @Nullable String source;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description =
          "The video's file (.mp4), or a directory for it (default: named by its title, here).")
  private @Nullable String out;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Wanted length, 15 to 1800 (default: 60).")
  private @Nullable Integer seconds;

  @Option(
      names = "--size",
      defaultValue = "16:9",
      description =
          "16:9, 9:16, 1:1, or WIDTHxHEIGHT, even, 256 to 3840 (default: ${DEFAULT-VALUE}).")
  private String size = "16:9";

  @Option(
      names = "--voice",
      defaultValue = "auto",
      description =
          "auto, none, an engine such as flite, or engine/voice (default: ${DEFAULT-VALUE}). 'doctor' lists them.")
  private String voice = "auto";

  @Option(
      names = "--style",
      defaultValue = "",
      description = "How the pictures look; 'doctor' lists the styles.")
  private String style = "";

  @Option(
      names = "--captions",
      defaultValue = "words",
      description =
          "In the picture: none, lines, or words, the spoken one highlighted (default: ${DEFAULT-VALUE}).")
  private Brief.Captions captions = Brief.Captions.WORDS;

  @Option(
      names = "--kind",
      defaultValue = "auto",
      description =
          "What the text is: auto, topic, article or script; a script is kept as it is (default: ${DEFAULT-VALUE}).")
  private Brief.Kind kind = Brief.Kind.AUTO;

  @Option(
      names = "--preset",
      defaultValue = "default",
      converter = PresetConverter.class,
      description =
          "default; debug: small and soon made; quick-demo: likewise, and a bare topic gets a demo.")
  private Brief.Preset preset = Brief.Preset.DEFAULT;

  @Option(names = "--title", description = "Title (default: found in the text).")
  private @Nullable String title;

  @Option(
      names = "--language",
      paramLabel = "TAG",
      description = "Language of the text, e.g. en or de (default: detected).")
  private @Nullable String language;

  @Option(names = "--audience", defaultValue = "", description = "For whom, in words.")
  private String audience = "";

  @Option(names = "--goal", defaultValue = "", description = "What for, in words.")
  private String goal = "";

  @Option(names = "--fps", description = "Frames a second: 24, 25, 30, 50 or 60 (default: 30).")
  private @Nullable Integer fps;

  @Option(
      names = "--cross-fade",
      defaultValue = "0",
      paramLabel = "MILLIS",
      description = "Cross-fade between scenes, 0 to 1000 (default: a cut).")
  private int crossFadeMillis;

  @Option(
      names = "--media",
      paramLabel = "SCENE=FILE",
      description = "Your own picture or clip for a scene, counted from 1; may be given again.")
  private Map<Integer, Path> media = new LinkedHashMap<>();

  @Option(names = "--music", paramLabel = "FILE", description = "Your own music, under the voice.")
  private @Nullable Path music;

  @Option(
      names = "--clips",
      paramLabel = "SCENES",
      description =
          "At most so many scenes, from the first on, show a generated clip. That costs money; needs a provider of clips.")
  private @Nullable Integer clips;

  @Option(
      names = "--resume",
      arity = "0..1",
      fallbackValue = "0",
      paramLabel = "JOB",
      description = "Go on with the newest unfinished job, or with this one.")
  private @Nullable Long resume;

  @Override
  public Integer call() throws Exception {
    var out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    var files = OutputFiles.at(this.out);
    files.check();
    var wish = resume == null ? wish() : null;
    var settings = options.settings();
    if (wish != null) {
      WishCheck.on(options.home(), settings).check(wish);
    }
    var home = options.prepared();
    Logging.toFile(home.log());
    var terminal = new Terminal(out, Terminal.isLive(System.getenv()));
    return new MakeRun(home, settings, terminal).make(wish, resume, files);
  }

  private Wish wish() throws IOException {
    var files = new ArrayList<Wish.Media>();
    for (var entry : media.entrySet()) {
      files.add(new Wish.Media(entry.getKey(), readable("media", entry.getValue())));
    }
    return new Wish(
        text(),
        kind,
        title,
        seconds == null ? preset.seconds() : seconds,
        size,
        fps == null ? preset.fps() : fps,
        voice,
        style,
        captions,
        preset,
        language,
        audience,
        goal,
        crossFadeMillis,
        List.copyOf(files),
        music == null ? null : readable("music", music),
        clips);
  }

  private String text() throws IOException {
    var given = source;
    if (resume == null && given != null && given.indexOf('\uFFFD') >= 0) {
      throw new Invalid(
          "TEXT",
          "holds characters that did not survive the command line: set a UTF-8 locale (LC_ALL=C.UTF-8), or hand the text in as a file or by '-'");
    }
    if (given == null || given.isBlank()) {
      throw new Invalid(
          "TEXT", "is missing: name a file, '-' for standard input, or give the text itself");
    }
    if (given.equals("-")) {
      return read(System.in, "standard input");
    }
    if (looksLikeAFile(given)) {
      var file = readable("TEXT", Path.of(given));
      try (var in = Files.newInputStream(file)) {
        return read(in, file.toString());
      }
    }
    return given;
  }

  /** A text is read as a file when there is one of that name, or when it could be nothing else. */
  private static boolean looksLikeAFile(String given) {
    if (given.length() > 1024 || given.contains("\n") || given.contains("\0")) {
      return false;
    }
    return exists(given)
        || given.matches("\\S+\\.(md|txt|text|markdown|html?|rst)")
        || given.matches("[./~]\\S*/\\S*");
  }

  private static boolean exists(String given) {
    try {
      return Files.exists(Path.of(given));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Path readable(String field, Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new Invalid(field, "names no file that can be read: " + file);
    }
    return file;
  }

  private static String read(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes((int) MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new Invalid("TEXT", "is larger than %d MB: %s".formatted(MOST_BYTES >> 20, name));
    }
    return TextCheck.decode(bytes);
  }
}
