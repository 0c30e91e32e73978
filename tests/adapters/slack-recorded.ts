/**
 * Payloads as Slack's documentation has them (docs.slack.dev/reference), whole, also with what we don't read. Bolt's types hold them to
 * Slack's shapes; the ids are a workspace's of the sandbox.
 */
import type {
  BlockButtonAction,
  BlockOverflowAction,
  EnvelopedEvent,
  GlobalShortcut,
  MessageShortcut,
  SlashCommand,
  ViewClosedAction,
  ViewSubmitAction,
} from '@slack/bolt';
import type { SlackEvent } from '@slack/types';

export interface Ids {
  team: string;
  /** Somebody in a workspace of another organisation (Slack Connect). */
  stranger: { user: string; team: string };
  user: string;
  bot: string;
  channel: string;
  /** A direct chat with the bot. */
  chat: string;
  card: string;
}

const TOKEN = 'Shh_its_not_used_any_more';
const APP = 'A02FQ1S6L3T';
const TRIGGER = '5522672900359.6335258913941.9a930ce2fa7b4c0e0e0a';
const TS = '1801472400.208979';
const REPLY_TS = '1801472460.000300';

/** By what happened. */
export function recorded({ team, user, bot, channel, chat, card, stranger }: Ids) {
  const workspace = { id: team, domain: 'midt-norge' };
  const person = { id: user, username: 'kari', name: 'kari', team_id: team };
  // Slack sends null; its types know only what is there.
  const grid = { enterprise: null as never, is_enterprise_install: false };
  const responseUrl = `https://hooks.slack.com/actions/${team}/6324/aBcD`;
  const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: true });
  const shown = {
    type: 'message' as const,
    user: bot,
    bot_id: 'B02FQ1T0ABC',
    app_id: APP,
    team,
    ts: card,
    text: 'HT-2027-001: Skal arbeidslista sorteres?',
    blocks: [{ type: 'header', block_id: 'b0', text: plain('Skal arbeidslista sorteres?') }],
  };

  const press: BlockButtonAction = {
    type: 'block_actions',
    user: person,
    api_app_id: APP,
    token: TOKEN,
    container: { type: 'message', message_ts: card, channel_id: channel, is_ephemeral: false },
    trigger_id: TRIGGER,
    team: workspace,
    ...grid,
    channel: { id: channel, name: 'hjemmetjenester' },
    message: shown,
    state: { values: {} },
    response_url: responseUrl,
    actions: [
      {
        action_id: 'samrad_0',
        block_id: 'b1',
        text: plain('Støtter'),
        value: '["support","q1",1,1]',
        type: 'button',
        action_ts: '1801472401.000100',
      },
    ],
  };

  const menu: BlockOverflowAction = {
    ...press,
    actions: [
      {
        type: 'overflow',
        action_id: 'samrad_3',
        block_id: 'b1',
        selected_option: { text: plain('Historikk'), value: '["details","q1"]' },
        action_ts: '1801472402.000100',
      },
    ],
  };

  const { channel: _channel, message: _message, response_url: _url, ...inView } = press;
  const home: Omit<BlockButtonAction, 'response_url'> = {
    ...inView,
    container: { type: 'view', view_id: 'V0HOME' },
    view: {
      id: 'V0HOME',
      team_id: team,
      type: 'home',
      blocks: [],
      private_metadata: '',
      callback_id: '',
      state: { values: {} },
      hash: '1801472400.AbCdEf',
      title: plain('View Title'),
      clear_on_close: false,
      notify_on_close: false,
      close: null,
      submit: null,
      previous_view_id: null,
      root_view_id: 'V0HOME',
      app_id: APP,
      external_id: '',
      app_installed_team_id: team,
      bot_id: 'B02FQ1T0ABC',
    },
  };

  const view = {
    id: 'V0FORM',
    team_id: team,
    type: 'modal' as const,
    blocks: [
      {
        type: 'input',
        block_id: 'field:why',
        label: plain('Hva står i veien?'),
        optional: false,
        dispatch_action: false,
        element: { type: 'plain_text_input', action_id: 'value', multiline: true },
      },
    ],
    private_metadata: JSON.stringify({ a: '["objection","q1"]', u: responseUrl, c: channel }),
    callback_id: 'samrad_form',
    state: {
      values: { 'field:why': { value: { type: 'plain_text_input', value: 'Vi kjører etter geografi på kveld.' } } },
    },
    hash: '1801472403.GhIjKl',
    title: plain('Innvending'),
    clear_on_close: false,
    notify_on_close: true,
    close: plain('Avbryt'),
    submit: plain('Send'),
    previous_view_id: null,
    root_view_id: 'V0FORM',
    app_id: APP,
    external_id: '',
    app_installed_team_id: team,
    bot_id: 'B02FQ1T0ABC',
  };
  const submit: ViewSubmitAction = {
    type: 'view_submission',
    team: workspace,
    user: person,
    api_app_id: APP,
    token: TOKEN,
    trigger_id: TRIGGER,
    view,
    response_urls: [],
    ...grid,
  };
  const closed: ViewClosedAction = {
    type: 'view_closed',
    team: workspace,
    user: person,
    api_app_id: APP,
    token: TOKEN,
    view,
    is_cleared: false,
    ...grid,
  };

  const anywhere: GlobalShortcut = {
    type: 'shortcut',
    callback_id: 'ask_group',
    trigger_id: TRIGGER,
    user: person,
    team: workspace,
    token: TOKEN,
    action_ts: '1801472404.206321',
  };
  const fromMessage = (callback_id: string): MessageShortcut => ({
    type: 'message_action',
    callback_id,
    trigger_id: TRIGGER,
    message_ts: TS,
    response_url: responseUrl,
    message: { type: 'message', user, ts: TS, text: 'Hvem rydder i arbeidslista &amp; når?', team },
    user: { ...person },
    channel: { id: channel, name: 'hjemmetjenester' },
    team: workspace,
    token: TOKEN,
    action_ts: '1801472405.206321',
  });

  const command: SlashCommand = {
    token: TOKEN,
    team_id: team,
    team_domain: 'midt-norge',
    channel_id: channel,
    channel_name: 'hjemmetjenester',
    user_id: user,
    user_name: 'kari',
    command: '/samrad',
    text: 'mine',
    api_app_id: APP,
    is_enterprise_install: 'false',
    response_url: `https://hooks.slack.com/commands/${team}/6324/aBcD`,
    trigger_id: TRIGGER,
  };

  let events = 0;
  function event<E extends SlackEvent>(happened: E): EnvelopedEvent<E> {
    events += 1;
    return {
      token: TOKEN,
      team_id: team,
      context_team_id: team,
      api_app_id: APP,
      event: happened,
      type: 'event_callback',
      event_id: `Ev0${events}`,
      event_time: 1801472400 + events,
      authorizations: [
        { enterprise_id: null, team_id: team, user_id: bot, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
      event_context: '4-eyJldCI6Im1lc3NhZ2UifQ',
    };
  }
  const like = (happened: object) => event(happened as SlackEvent);
  const shared = (happened: object) => ({ ...like(happened), is_ext_shared_channel: true });
  const said = {
    type: 'message',
    client_msg_id: '9f2a2f3e-8a1a-4f0e-9c3b-1f6a4c1f2d30',
    user,
    team,
    event_ts: REPLY_TS,
  };
  const inThread = { ...said, text: 'Enig.', ts: REPLY_TS, thread_ts: card, parent_user_id: bot };
  const inChannel = { channel, channel_type: 'channel' };
  const profile = { real_name: 'Kari Nordmann', display_name: 'kari', email: 'Kari@trondheim.example', team };

  return {
    press,
    menu,
    home,
    submit,
    closed,
    anywhere,
    fromMessage,
    command,
    challenge: {
      token: TOKEN,
      challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
      type: 'url_verification',
    },
    mention: like({ ...said, type: 'app_mention', text: `<@${bot}> status`, ts: TS, channel }),
    chat: like({ ...said, text: 'mine', ts: TS, channel: chat, channel_type: 'im' }),
    reply: like({ ...inThread, ...inChannel }),
    replyWithFile: like({
      ...inThread,
      ...inChannel,
      subtype: 'file_share',
      text: 'Se bildet.',
      files: [{ id: 'F0S43P1CZ', name: 'liste.png', mimetype: 'image/png', size: 3210 }],
      upload: true,
    }),
    changed: like({
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      ...inChannel,
      ts: '1801472470.000400',
      event_ts: '1801472470.000400',
      message: { ...inThread, text: 'Enig, fra mars.', edited: { user, ts: '1801472470.000000' } },
      previous_message: inThread,
    }),
    deleted: like({
      type: 'message',
      subtype: 'message_deleted',
      hidden: true,
      ...inChannel,
      ts: '1801472480.000500',
      event_ts: '1801472480.000500',
      deleted_ts: REPLY_TS,
      previous_message: inThread,
    }),
    cardDeleted: like({
      type: 'message',
      subtype: 'message_deleted',
      hidden: true,
      ...inChannel,
      ts: '1801472490.000500',
      event_ts: '1801472490.000500',
      deleted_ts: card,
      previous_message: shown,
    }),
    homeOpened: like({ type: 'app_home_opened', user, channel: chat, event_ts: '1801472500.706080', tab: 'home' }),
    joined: like({
      type: 'member_joined_channel',
      user: bot,
      channel,
      channel_type: 'C',
      team,
      inviter: user,
      event_ts: '1801472510.000600',
    }),
    someoneJoined: like({
      type: 'member_joined_channel',
      user,
      channel,
      channel_type: 'C',
      team,
      event_ts: '1801472511.000600',
    }),
    accountClosed: like({
      type: 'user_change',
      user: { id: user, team_id: team, name: 'kari', deleted: true, is_bot: false, profile, updated: 1801472520 },
      cache_ts: 1801472520,
      event_ts: '1801472520.000700',
    }),
    accountRenamed: like({
      type: 'user_change',
      user: { id: user, team_id: team, name: 'kari.n', deleted: false, is_bot: false, profile, updated: 1801472521 },
      cache_ts: 1801472521,
      event_ts: '1801472521.000700',
    }),
    linkShared: like({
      type: 'link_shared',
      channel,
      user,
      is_bot_user_member: true,
      message_ts: TS,
      unfurl_id: 'C123456.123456789.987501.1b90fa1278528ce6e2f6c5c2bfa1abc9',
      source: 'conversations_history',
      links: [{ domain: 'samrad.example', url: 'https://samrad.example/sak/HT-2027-001' }],
      event_ts: '1801472530.000800',
    }),
    /** What becomes of a channel, by the event's name. */
    /** In a channel that is shared with another organisation, docs.slack.dev/apis/slack-connect. */
    strangersPress: { ...press, user: { id: stranger.user, username: 'vera', name: 'vera', team_id: stranger.team } },
    strangersReply: shared({
      type: 'message',
      user: stranger.user,
      user_team: stranger.team,
      source_team: stranger.team,
      team: stranger.team,
      user_profile: { real_name: 'Vera Leverandør', display_name: 'vera', team: stranger.team, is_restricted: false },
      client_msg_id: '6b0b3bd7-9d0e-4f6e-a1f7-9a9d2b9f8a11',
      text: 'Vi bygger det som dere vil.',
      channel,
      channel_type: 'channel',
      thread_ts: card,
      parent_user_id: bot,
      ts: '1801472560.000400',
      event_ts: '1801472560.000400',
    }),
    strangersAccountClosed: shared({
      type: 'user_change',
      user: {
        id: stranger.user,
        team_id: stranger.team,
        name: 'vera',
        deleted: true,
        is_bot: false,
        is_stranger: false,
        profile,
      },
      cache_ts: 1801472570,
      event_ts: '1801472570.000700',
    }),
    channelShared: (connected_team_id: string) =>
      shared({ type: 'channel_shared', connected_team_id, channel, event_ts: '1561064063.001100' }),
    channelUnshared: (is_ext_shared: boolean) =>
      shared({
        type: 'channel_unshared',
        previously_connected_team_id: stranger.team,
        channel,
        is_ext_shared,
        event_ts: '1561064063.001100',
      }),
    /** docs.slack.dev/reference/events/channel_id_changed */
    channelIdChanged: like({
      type: 'channel_id_changed',
      old_channel_id: channel,
      new_channel_id: 'C012Y48650T',
      event_ts: '1612206778.000000',
    }),
    place: (type: string) => like({ type, channel, actor_id: user, user, event_ts: '1801472540.000900' }),
  };
}
