package dev.kinoloom.boot;

import dev.kinoloom.api.Offer;
import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.StyleName;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Composer;
import dev.kinoloom.provider.Fonts;
import dev.kinoloom.provider.ImageProvider;
import dev.kinoloom.provider.Inspection;
import dev.kinoloom.provider.LanguageDetector;
import dev.kinoloom.provider.Machine;
import dev.kinoloom.provider.QuickCall;
import dev.kinoloom.provider.ScriptProvider;
import dev.kinoloom.provider.Sound;
import dev.kinoloom.provider.SpeechProvider;
import dev.kinoloom.provider.Voices;
import dev.kinoloom.provider.Writers;
import dev.kinoloom.provider.drawn.DrawnPictures;
import dev.kinoloom.provider.espeak.Espeak;
import dev.kinoloom.provider.ffmpeg.EncoderChoice;
import dev.kinoloom.provider.ffmpeg.FFmpeg;
import dev.kinoloom.provider.ffmpeg.FFmpegComposer;
import dev.kinoloom.provider.ffmpeg.FFmpegInspection;
import dev.kinoloom.provider.ffmpeg.FFmpegMachine;
import dev.kinoloom.provider.ffmpeg.FFmpegSearch;
import dev.kinoloom.provider.ffmpeg.FFmpegSound;
import dev.kinoloom.provider.flite.Flite;
import dev.kinoloom.provider.freetts.FreeTts;
import dev.kinoloom.provider.offline.DemoScripts;
import dev.kinoloom.provider.offline.ModelLanguages;
import dev.kinoloom.provider.offline.OfflineScripts;
import dev.kinoloom.provider.openai.ChatScripts;
import dev.kinoloom.provider.openai.SpeechApi;
import dev.kinoloom.provider.piper.Piper;
import dev.kinoloom.provider.replicate.Replicate;
import dev.kinoloom.stage.ClipPatience;
import dev.kinoloom.stage.GeneratedClip;
import dev.kinoloom.stage.media.PictureInspection;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who writes, speaks, draws and composes on this node: a line each, the one that is asked first on
 * top.
 */
record Providers(
    LanguageDetector languages,
    Writers writers,
    Voices voices,
    Fonts fonts,
    Machine machine,
    Sound sound,
    List<ImageProvider> images,
    Composer composer,
    Inspection inspection,
    Blocking blocking,
    boolean writesTopics,
    @Nullable GeneratedClip clips) {

  static Providers open(Node node) {
    var settings = node.providers();
    var blocking = node.blocking();
    var ffmpeg = ffmpeg(node.home(), settings);
    var fonts = Fonts.open(node.home().tools());
    var languages = new ModelLanguages();
    var writers = writers(settings, node.vertx(), languages, blocking);
    return new Providers(
        languages,
        new Writers(writers, new DemoScripts()),
        Node.await(Voices.gather(speech(settings, node.vertx(), blocking))),
        fonts,
        new FFmpegMachine(ffmpeg, node.home().root()),
        new FFmpegSound(ffmpeg, blocking),
        List.of(new DrawnPictures(fonts, blocking)),
        composer(node, settings, ffmpeg, fonts),
        inspection(ffmpeg),
        blocking,
        writers.size() > 1,
        clips(settings, node.vertx(), inspection(ffmpeg), blocking));
  }

  static List<ScriptProvider> writers(
      ConfigTree settings, Vertx vertx, LanguageDetector languages, Blocking blocking) {
    var writers = new ArrayList<ScriptProvider>();
    var chat = settings.child("chat");
    chat.text("baseUrl")
        .ifPresent(
            url ->
                writers.add(
                    new ChatScripts(
                        vertx,
                        new ChatScripts.Config(
                            url,
                            new Secret(chat.text("apiKey").orElse("")),
                            chat.need(chat.text("model"), "model"),
                            chat.need(chat.duration("timeout"), "timeout"),
                            chat.need(chat.number("maxTokens"), "maxTokens"),
                            new ChatScripts.Prices(
                                chat.amount("pricePer1kPromptTokens").orElse(null),
                                chat.amount("pricePer1kAnswerTokens").orElse(null))),
                        languages,
                        blocking)));
    writers.add(new OfflineScripts(blocking));
    return writers;
  }

  private static @Nullable GeneratedClip clips(
      ConfigTree settings, Vertx vertx, Inspection inspection, Blocking blocking) {
    var group = settings.child("replicate");
    var replicate = ReplicateSettings.read(group);
    return replicate == null
        ? null
        : new GeneratedClip(
            new Replicate(replicate, vertx, blocking),
            inspection,
            blocking,
            ClipPatience.of(group.need(group.duration("patience"), "patience")));
  }

  static List<SpeechProvider> speech(ConfigTree settings, Vertx vertx, Blocking blocking) {
    var speakers = new ArrayList<SpeechProvider>();
    var api = settings.child("speech");
    api.text("baseUrl")
        .ifPresent(
            url ->
                speakers.add(
                    new SpeechApi(
                        new SpeechApi.Config(
                            url,
                            api.text("apiKey").map(Secret::new).orElse(new Secret("")),
                            api.need(api.text("model"), "model"),
                            api.need(api.text("voice"), "voice"),
                            api.need(api.duration("timeout"), "timeout"),
                            api.amount("pricePer1kCharacters").orElse(null)),
                        vertx,
                        blocking)));
    var piper = settings.child("piper");
    piper
        .text("model")
        .ifPresent(
            model ->
                speakers.add(
                    new Piper(
                        new Piper.Config(piper.text("program").orElse("piper"), Path.of(model)),
                        blocking)));
    speakers.add(new Flite(blocking));
    speakers.add(new FreeTts(blocking));
    speakers.add(new Espeak(blocking));
    return speakers;
  }

  static FFmpeg ffmpeg(Home home, ConfigTree settings) {
    var wished = settings.child("ffmpeg");
    return new FFmpegSearch(home.tools())
        .find(wished.text("program").map(Path::of).orElse(null))
        .quietFor(wished.need(wished.duration("quietMost"), "quietMost"));
  }

  /** Each file is looked at by those who decode it later; a WebP is made a PNG. */
  static Inspection inspection(FFmpeg ffmpeg) {
    var films = new FFmpegInspection(ffmpeg);
    var pictures = new PictureInspection();
    return (file, type, call) -> {
      if (!type.startsWith("image/")) {
        return films.admit(file, type, call);
      }
      var readable = type.equals("image/webp") ? films.admit(file, type, call) : file;
      return pictures.admit(readable, type, call);
    };
  }

  private static Composer composer(Node node, ConfigTree settings, FFmpeg ffmpeg, Fonts fonts) {
    var wished = settings.child("ffmpeg").text("encoder").orElse("libx264");
    var encoder = encoder(node, ffmpeg, wished);
    int atOnce = node.settings().capacity("composition", Stages.capacity("composition"));
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / Math.max(1, atOnce));
    return new FFmpegComposer(ffmpeg, encoder, threads, fonts, node.blocking());
  }

  private static String encoder(Node node, FFmpeg ffmpeg, String wished) {
    try (var call = QuickCall.in(node.scratch(), Duration.ofMinutes(1))) {
      return new EncoderChoice(ffmpeg).choose(wished, call);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the intake may promise. */
  Offer offer() {
    return new Offer(
        StyleName.names(),
        voices.all().stream().map(choice -> choice.id()).toList(),
        writesTopics,
        clips != null);
  }
}
