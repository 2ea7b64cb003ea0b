// Beyond the machine: the network, databases, messages to people, and money.
import { deleted, type EffectPattern, each, inserted, queried, SQL } from '../pattern.js';

const VERBS = 'get post put patch delete head request execute';

const network: EffectPattern[] = [
  ...each({ class: 'network', module: ['reqwest'] }, 'reqwest.get blocking.get'),
  ...each(
    {
      class: 'network',
      module: ['reqwest', 'reqwest_middleware', 'surf', 'isahc'],
      how: 'instance',
      receiver: ['client', 'http', 'reqwest', 'surf', 'isahc'],
    },
    VERBS,
  ),
  ...each(
    { class: 'network', module: ['ureq', 'surf', 'isahc', 'minreq', 'attohttpc'] },
    `${VERBS} get_async post_async`,
  ),
  ...each({ class: 'network', module: ['ureq'], how: 'instance', receiver: ['agent'] }, VERBS),
  ...each(
    { class: 'network', module: ['hyper', 'hyper_util'], how: 'instance', receiver: ['client', 'sender'] },
    'request send_request get',
  ),
  ...each(
    { class: 'network', module: ['std::net', 'tokio::net'] },
    'TcpStream.connect UdpSocket.bind UnixStream.connect',
  ),
  ...each(
    { class: 'network', module: ['tokio_tungstenite', 'tungstenite', 'async_tungstenite'] },
    'connect_async connect client_async',
  ),
  ...each(
    {
      class: 'network',
      module: ['chromiumoxide', 'thirtyfour', 'fantoccini', 'headless_chrome'],
      how: 'instance',
      receiver: ['page', 'driver', 'client', 'tab'],
    },
    'goto navigate_to new_page',
  ),
];

const CONNECTIONS = [
  'conn',
  'db',
  'database',
  'tx',
  'transaction',
  'stmt',
  'statement',
  'client',
  'pool',
  'connection',
];

const SQL_CLIENTS = [
  'rusqlite',
  'tokio_rusqlite',
  'libsql',
  'postgres',
  'tokio_postgres',
  'deadpool_postgres',
  'mysql',
  'mysql_async',
  'duckdb',
  'limbo',
  'turso',
];

const database: EffectPattern[] = [
  ...each(
    { ...inserted, module: SQL_CLIENTS, how: 'instance', receiver: CONNECTIONS, argument: { at: 0, variants: SQL } },
    'execute execute_batch batch_execute prepare prepare_cached insert',
  ),
  ...each(
    { ...queried, module: SQL_CLIENTS, how: 'instance', receiver: CONNECTIONS },
    'query query_row query_map query_one query_opt query_row_and_then query_and_then',
  ),
  ...each(
    { ...inserted, module: ['sqlx'], argument: { at: 0, variants: SQL } },
    'query query! query_as query_as! query_scalar query_scalar! query_with raw_sql QueryBuilder.new',
  ),
  ...each({ ...inserted, module: ['diesel', 'diesel_async'] }, 'insert_into update replace_into sql_query'),
  ...each({ ...deleted, module: ['diesel', 'diesel_async'] }, 'diesel.delete'),
  ...each({ ...inserted, module: ['sea_orm'], how: 'instance' }, 'save insert insert_many'),
  ...each(
    {
      ...inserted,
      module: ['sled', 'redb', 'rocksdb', 'heed', 'fjall'],
      how: 'instance',
      receiver: ['db', 'tree', 'table', 'store', 'batch', 'partition'],
    },
    'insert put apply_batch',
  ),
  ...each(
    { ...inserted, module: ['redis', 'fred'], how: 'instance', receiver: ['conn', 'con', 'redis', 'client', 'pipe'] },
    'set set_ex hset lpush rpush xadd sadd',
  ),
  ...each(
    { ...queried, module: ['redis', 'fred'], how: 'instance', receiver: ['conn', 'con', 'redis', 'client'] },
    'get hget hgetall lrange',
  ),
  ...each(
    { ...inserted, module: ['mongodb'], how: 'instance' },
    'insert_one insert_many update_one update_many replace_one',
  ),
  ...each({ ...queried, module: ['mongodb'], how: 'instance' }, 'find_one'),
  ...each({ ...deleted, module: ['mongodb'], how: 'instance' }, 'delete_one delete_many'),
];

const message: EffectPattern[] = [
  ...each({ class: 'message', module: ['lettre'], how: 'instance', receiver: ['mailer', 'transport', 'smtp'] }, 'send'),
  ...each({ class: 'message', module: ['teloxide'], how: 'instance' }, 'bot.send_message'),
  ...each(
    { class: 'message', module: ['serenity', 'poise', 'twilight_http'], how: 'instance' },
    'send_message channel_id.say msg.reply ctx.say create_message',
  ),
  ...each({ class: 'message', module: ['slack_morphism'], how: 'instance' }, 'chat_post_message'),
  ...each({ class: 'message', module: ['matrix_sdk'], how: 'instance', receiver: ['room'] }, 'send'),
  ...each({ class: 'message', module: ['octocrab'], how: 'instance' }, 'create_comment'),
];

const spend: EffectPattern[] = [
  ...each(
    { class: 'spend', module: ['stripe', 'async_stripe'] },
    'PaymentIntent.create Charge.create CheckoutSession.create Transfer.create Payout.create',
  ),
  ...each(
    { class: 'spend', module: ['ethers', 'alloy', 'web3', 'solana_client', 'solana_rpc_client'], how: 'instance' },
    'send_transaction send_raw_transaction send_and_confirm_transaction',
  ),
];

export const effects: EffectPattern[] = [...network, ...database, ...message, ...spend];
