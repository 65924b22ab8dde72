package dev.kinoloom.domain;

/**
 * What is told of a failure.
 *
 * @param kind its class
 * @param message for people: what went wrong and what to do about it; no stack trace, no secret
 */
public record Failure(FailureKind kind, String message) {}
