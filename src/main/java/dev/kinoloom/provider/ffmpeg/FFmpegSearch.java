package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Child;
import dev.kinoloom.provider.Programs;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.QuickCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the FFmpeg to work with: the one that is set; else the one on PATH if it is new enough and
 * has all that films need; else the one that comes with us. Blocks, a second at most (longer the
 * first time, when 80 MB are unpacked).
 */
public final class FFmpegSearch {
  private static final Logger LOG = LoggerFactory.getLogger(FFmpegSearch.class);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int MAJOR_MIN = 5;

  private final Path tools;
  private final Optional<Path> onPath;

  /** {@code tools}: a directory of ours for the unpacked program; made when it isn't there. */
  public FFmpegSearch(Path tools) {
    this(tools, Programs.find("ffmpeg"));
  }

  FFmpegSearch(Path tools, Optional<Path> onPath) {
    this.tools = tools.toAbsolutePath();
    this.onPath = onPath;
  }

  /**
   * {@code wished}: the program that was set by configuration; null = choose. Throws UNSUPPORTED,
   * saying what to install, when there is none to work with; RESOURCES without room to unpack.
   */
  public FFmpeg find(@Nullable Path wished) {
    if (wished != null) {
      return usable(wished, FFmpeg.Source.SETTING);
    }
    return onPath
        .flatMap(this::goodEnough)
        .or(this::embedded)
        .orElseThrow(
            () ->
                unsupported(
                    "no FFmpeg for this machine: install FFmpeg 5 or newer with libx264 and"
                        + " libass, or set providers.ffmpeg.program"));
  }

  private FFmpeg usable(Path program, FFmpeg.Source source) {
    var found = ask(program);
    if (found.isEmpty()) {
      throw unsupported(
          program + " does not answer like FFmpeg: set providers.ffmpeg.program to one");
    }
    if (!found.get().missing().isEmpty()) {
      throw unsupported(
          "%s (%s) lacks %s: install a full build, or unset providers.ffmpeg.program"
              .formatted(program, found.get().version(), String.join(", ", found.get().missing())));
    }
    return new FFmpeg(program, source, found.get());
  }

  private Optional<FFmpeg> goodEnough(Path program) {
    var found =
        ask(program)
            .filter(abilities -> abilities.major() >= MAJOR_MIN)
            .filter(abilities -> abilities.missing().isEmpty())
            .map(abilities -> new FFmpeg(program, FFmpeg.Source.PATH, abilities));
    if (found.isEmpty()) {
      LOG.info("ffmpeg on PATH not good enough; next=use the embedded one program={}", program);
    }
    return found;
  }

  private Optional<FFmpeg> embedded() {
    try {
      return EmbeddedFFmpeg.unpack(tools).map(program -> usable(program, FFmpeg.Source.EMBEDDED));
    } catch (IOException e) {
      throw new ProviderException(
          FFmpeg.ID,
          FailureKind.RESOURCES,
          "cannot unpack FFmpeg to " + tools + ": make room there (80 MB) or choose another home",
          e);
    }
  }

  private Optional<Capabilities> ask(Path program) {
    try {
      Files.createDirectories(tools);
      var version = said(program, "-version");
      return version.startsWith("ffmpeg version ")
          ? Capabilities.read(version, said(program, "-filters"), said(program, "-encoders"))
          : Optional.empty();
    } catch (Failed e) {
      LOG.info(
          "ffmpeg does not answer; next=look further program={} cause={}", program, e.failure());
      return Optional.empty();
    } catch (IOException e) {
      throw new ProviderException(
          FFmpeg.ID,
          FailureKind.RESOURCES,
          "cannot write to " + tools + ": choose another home",
          e);
    }
  }

  private String said(Path program, String question) throws IOException {
    try (var call = QuickCall.in(tools, ANSWER)) {
      return Child.of(FFmpeg.ID, List.of(program.toString(), "-hide_banner", question))
          .limit(ANSWER)
          .run(call)
          .expectSuccess()
          .out();
    }
  }

  private static ProviderException unsupported(String message) {
    return new ProviderException(FFmpeg.ID, FailureKind.UNSUPPORTED, message);
  }
}
