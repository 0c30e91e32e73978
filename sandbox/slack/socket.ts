import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isRecord } from '../http.ts';
import type { Ack, DeliveryKind, SocketDelivery } from './deliver.ts';
import type { Json } from './world.ts';

export interface SocketMode extends SocketDelivery {
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer, url: URL): boolean;
  /** A one-time address, as apps.connections.open gives. */
  url(baseUrl: string): string;
  /** Asks the bot to connect anew, as Slack does every few hours. */
  refresh(): void;
  close(): void;
}

/** Socket Mode: payloads in envelopes over web sockets, one envelope to one of the bot's connections. */
export function createSocketMode(appId: string, ackMs: number): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const waiting = new Map<string, (ack: Ack) => void>();
  let sockets: WebSocket[] = [];
  let turn = 0;

  function receive(text: string): void {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    if (!isRecord(message) || typeof message.envelope_id !== 'string') return;
    waiting.get(message.envelope_id)?.({ ok: true, body: message.payload });
  }

  function joined(socket: WebSocket): void {
    sockets.push(socket);
    socket.on('message', (data) => receive(String(data)));
    const beat = setInterval(() => socket.ping(), 5000);
    socket.on('close', () => {
      clearInterval(beat);
      sockets = sockets.filter((one) => one !== socket);
    });
    socket.on('error', () => socket.terminate());
    const debug = {
      host: 'sandbox',
      started: new Date().toISOString(),
      build_number: 1,
      approximate_connection_time: 3600,
    };
    const info = { num_connections: sockets.length, connection_info: { app_id: appId }, debug_info: debug };
    socket.send(JSON.stringify({ type: 'hello', ...info }));
  }

  return {
    connected: () => sockets.length > 0,
    send(kind: DeliveryKind, payload: Json, retry) {
      const socket = sockets[turn++ % Math.max(sockets.length, 1)];
      if (!socket) return Promise.resolve({ ok: false, error: 'not_connected' });
      const envelope_id = randomUUID();
      const again =
        kind === 'events_api' ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' } : {};
      const accepts_response_payload = kind !== 'events_api';
      return new Promise<Ack>((resolve) => {
        const timer = setTimeout(() => done({ ok: false, error: 'operation_timeout' }), ackMs);
        function done(ack: Ack): void {
          clearTimeout(timer);
          waiting.delete(envelope_id);
          resolve(ack);
        }
        waiting.set(envelope_id, done);
        socket.send(JSON.stringify({ envelope_id, payload, type: kind, accepts_response_payload, ...again }));
      });
    },
    url(baseUrl) {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${baseUrl.replace(/^http/, 'ws')}/slack/link/?ticket=${ticket}&app_id=${appId}`;
    },
    upgrade(req, socket, head, url) {
      const ticket = url.searchParams.get('ticket') ?? '';
      if (url.pathname !== '/slack/link/' || !tickets.delete(ticket)) return false;
      server.handleUpgrade(req, socket, head, joined);
      return true;
    },
    refresh() {
      for (const socket of sockets) {
        socket.send(
          JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'sandbox' } }),
        );
      }
    },
    close() {
      for (const socket of sockets) socket.close(1001);
      for (const done of [...waiting.values()]) done({ ok: false, error: 'not_connected' });
      server.close();
    },
  };
}
