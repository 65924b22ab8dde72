package dev.kinoloom.provider.openai;

import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.Script;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.LanguageDetector;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.ScriptProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Has a language model write the script, over the chat interface that many servers speak ({@code
 * POST {baseUrl}/chat/completions}, structured output by {@code response_format: json_schema}). An
 * answer that breaks a rule is sent back once with what is wrong; a second such answer is
 * BAD_OUTPUT.
 */
public final class ChatScripts implements ScriptProvider {
  static final String ID = "openai-chat";
  private static final int VERSION = 1;

  /**
   * Whom to ask.
   *
   * @param baseUrl up to and with the version, e.g. {@code https://api.openai.com/v1}
   * @param apiKey sent as a bearer token; empty = none is sent
   * @param model its name
   * @param timeout of one answer, at most five minutes
   * @param maxTokens of one answer
   * @param prices what it is estimated to cost
   */
  public record Config(
      String baseUrl, Secret apiKey, String model, Duration timeout, int maxTokens, Prices prices) {
    public Config {
      var scheme = URI.create(baseUrl).getScheme();
      if (!"http".equals(scheme) && !"https".equals(scheme)) {
        throw new Invalid("baseUrl", "must begin with http:// or https://");
      }
      if (model.isBlank()) {
        throw new Invalid("model", "must be the name of a model");
      }
      if (timeout.compareTo(Duration.ZERO) <= 0 || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
        throw new Invalid("timeout", "must be above zero and at most five minutes");
      }
      if (maxTokens < 256 || maxTokens > 200_000) {
        throw new Invalid("maxTokens", "must be 256 to 200000, not " + maxTokens);
      }
    }
  }

  /**
   * In whatever currency, by the thousand tokens.
   *
   * @param prompt of what is asked; null = not known
   * @param answer of what is answered; null = not known
   */
  public record Prices(@Nullable Double prompt, @Nullable Double answer) {
    public static final Prices UNKNOWN = new Prices(null, null);

    /** Of one exchange; null = not known. */
    @Nullable Double of(long promptTokens, long answerTokens) {
      return prompt == null || answer == null
          ? null
          : Double.valueOf((prompt * promptTokens + answer * answerTokens) / 1000);
    }
  }

  private final Config config;
  private final ChatClient client;
  private final LanguageDetector languages;
  private final Blocking blocking;

  public ChatScripts(Vertx vertx, Config config, LanguageDetector languages, Blocking blocking) {
    this.config = config;
    this.client = new ChatClient(vertx, config);
    this.languages = languages;
    this.blocking = blocking;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String fingerprint() {
    return "%s/%d %s at %s".formatted(ID, VERSION, config.model(), config.baseUrl());
  }

  /** A given script is kept word for word, so a model has no part in it. */
  @Override
  public boolean canWrite(Kind kind, String language) {
    return kind == Kind.TOPIC || kind == Kind.ARTICLE;
  }

  @Override
  public Future<Script> write(Request request, Call call) {
    var messages = Prompt.of(request);
    call.progress(0.05, "Asking the language model");
    return ask(messages, request, call)
        .compose(first -> first.isGood() ? done(first) : repair(messages, first, request, call));
  }

  private Future<Script> repair(JsonArray messages, Verdict first, Request request, Call call) {
    call.progress(0.5, "Asking again");
    var again =
        messages
            .copy()
            .add(new JsonObject().put("role", "assistant").put("content", first.answer()))
            .add(
                new JsonObject().put("role", "user").put("content", Prompt.repair(first.faults())));
    return ask(again, request, call)
        .compose(second -> second.isGood() ? done(second) : unusable(second));
  }

  private Future<Verdict> ask(JsonArray messages, Request request, Call call) {
    return client
        .complete(messages, call)
        .compose(answer -> blocking.run(() -> new DraftCheck(request, languages).judge(answer)));
  }

  private static Future<Script> done(Verdict verdict) {
    return Future.succeededFuture(verdict.script());
  }

  private Future<Script> unusable(Verdict verdict) {
    return Future.failedFuture(
        new ProviderException(
            ID,
            FailureKind.BAD_OUTPUT,
            "%s gave no usable script, twice: %s. Try again, or use another model."
                .formatted(config.model(), String.join("; ", verdict.faults()))));
  }
}
