package dev.kinoloom.provider.openai;

import dev.kinoloom.codec.Json;
import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.Narration.Timing;
import dev.kinoloom.domain.speech.PlainLine;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.SpeechProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with any server that speaks OpenAI's {@code POST /v1/audio/speech}, as WAV. There is a
 * limit for connecting and one for falling silent, none for a long answer as a whole but the call's
 * own.
 */
public final class SpeechApi implements SpeechProvider {
  public static final String ID = "openai-speech";
  private static final double WORDS_PER_MINUTE = 165;
  private static final int CONNECT_MILLIS = 10_000;

  /**
   * Which server.
   *
   * @param baseUrl up to and with its version, e.g. {@code https://api.openai.com/v1}
   * @param apiKey sent as a bearer token; empty = none is sent
   * @param model e.g. {@code tts-1}
   * @param voice e.g. {@code alloy}
   * @param timeout how long it may say nothing, 1 s to 10 min
   * @param pricePer1kCharacters of text, in whatever currency; null = not known
   */
  public record Config(
      String baseUrl,
      Secret apiKey,
      String model,
      String voice,
      Duration timeout,
      @Nullable Double pricePer1kCharacters) {
    public Config {
      if (!baseUrl.matches("https?://[^\\s/?#]+[^\\s?#]*")) {
        throw new Invalid("providers.speech.baseUrl", "must be an http or https URL");
      }
      if (model.isBlank() || voice.isBlank() || voice.contains("/")) {
        throw new Invalid("providers.speech", "must name a model and a voice");
      }
      if (timeout.compareTo(Duration.ofSeconds(1)) < 0
          || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
        throw new Invalid("providers.speech.timeout", "must be 1s to 10m, not " + timeout);
      }
    }

    /** Of a text; null = not known. */
    @Nullable Double price(String text) {
      return pricePer1kCharacters == null
          ? null
          : Double.valueOf(pricePer1kCharacters * text.length() / 1000);
    }

    String url() {
      return URI.create(baseUrl.replaceFirst("/+$", "") + "/audio/speech").toString();
    }
  }

  private final Config config;
  private final Vertx vertx;
  private final HttpClient http;
  private final Blocking blocking;

  public SpeechApi(Config config, Vertx vertx, Blocking blocking) {
    this.config = config;
    this.vertx = vertx;
    this.http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS));
    this.blocking = blocking;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String version() {
    return config.baseUrl() + " " + config.model();
  }

  /** The configured voice; the server isn't asked. */
  @Override
  public Future<List<Voice>> voices() {
    return Future.succeededFuture(
        List.of(new Voice(config.voice(), List.of("*"), WORDS_PER_MINUTE)));
  }

  @Override
  public Future<Speech> speak(Request request, Call call) {
    var parts = SpeechParts.of(PlainLine.of(request.text()));
    Future<List<Buffer>> spoken = Future.succeededFuture(new ArrayList<>());
    for (String part : parts) {
      spoken =
          spoken.compose(
              known ->
                  spoken(part, request.voice(), call)
                      .map(
                          sound -> {
                            known.add(sound);
                            call.progress((double) known.size() / parts.size(), "speaking");
                            return known;
                          }));
    }
    Path wav = call.scratch().resolve("speech-api.wav");
    return spoken
        .compose(sounds -> blocking.run(() -> SpeechParts.join(sounds, wav)))
        .map(file -> new Speech(file, List.of(), Timing.ESTIMATED));
  }

  private Future<Buffer> spoken(String text, String voice, Call call) {
    if (call.stopped()) {
      return Future.failedFuture(
          new ProviderException(ID, FailureKind.UNAVAILABLE, "the speech server was not asked"));
    }
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(config.url())
            .setIdleTimeout(config.timeout().toMillis())
            .putHeader("content-type", "application/json")
            .putHeader("accept", "audio/wav");
    if (!config.apiKey().isEmpty()) {
      options.putHeader("authorization", "Bearer " + config.apiKey().reveal());
    }
    String body =
        Json.encode(
            Map.of(
                "model", config.model(), "input", text, "voice", voice, "response_format", "wav"));
    return http.request(options)
        .recover(failure -> Future.failedFuture(SpeechReply.notSent(failure)))
        .compose(request -> sent(request, body, call))
        .onSuccess(sound -> call.costs(ID, config.price(text)));
  }

  private Future<Buffer> sent(HttpClientRequest request, String body, Call call) {
    call.onStop(() -> request.reset().onComplete(done -> {}));
    return request
        .send(body)
        .compose(
            response -> new SpeechReply(response, config.apiKey(), vertx, config.timeout()).sound())
        .recover(failure -> Future.failedFuture(SpeechReply.broken(failure)));
  }
}
