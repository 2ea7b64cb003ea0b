// Beyond the machine: the network, databases, messages to people, and money.
import { deleted, type EffectPattern, each, inserted, queried, SQL } from '../pattern.js';

const DATABASES = ['conn', 'db', 'database', 'sqlite', 'pool', 'client', 'tx', 'trx', 'pg', 'sql', 'connection'];

const VERBS = 'get post put patch delete head request';

const network: EffectPattern[] = [
  ...each({ class: 'network' }, 'fetch'),
  ...each({ class: 'network', isNew: true }, 'WebSocket EventSource XMLHttpRequest'),
  ...each(
    { class: 'network', module: ['axios', 'got', 'ky', 'superagent', 'needle', 'ofetch'] },
    `axios got ky needle superagent ofetch $fetch stream ${VERBS}`,
  ),
  ...each(
    {
      class: 'network',
      module: ['axios', 'got', 'ky', 'undici'],
      how: 'instance',
      receiver: ['axios', 'client', 'http', 'api'],
    },
    VERBS,
  ),
  ...each(
    {
      class: 'network',
      module: ['undici', 'node-fetch', 'cross-fetch', 'node-fetch-native', 'isomorphic-fetch', 'make-fetch-happen'],
    },
    'fetch request stream nodeFetch',
  ),
  ...each({ class: 'network', module: ['http', 'https', 'http2', 'follow-redirects'] }, 'request get connect'),
  ...each({ class: 'network', module: ['net', 'tls', 'dgram'] }, 'connect createConnection createSocket'),
  ...each(
    { class: 'network', module: ['ws', 'isomorphic-ws', 'reconnecting-websocket', 'eventsource'], isNew: true },
    'WebSocket ReconnectingWebSocket EventSource',
  ),
  ...each(
    {
      class: 'network',
      module: [
        'playwright',
        'playwright-core',
        '@playwright/test',
        'puppeteer',
        'puppeteer-core',
        '@browserbasehq/stagehand',
      ],
      how: 'instance',
      receiver: ['page', 'tab'],
    },
    'goto',
  ),
];

const SQL_CLIENTS = [
  'better-sqlite3',
  'sqlite',
  'sqlite3',
  'bun:sqlite',
  '@libsql/client',
  'libsql',
  '@db/sqlite',
  'sql.js',
  'pg',
  'pg-promise',
  '@neondatabase/serverless',
  '@vercel/postgres',
  'mysql',
  'mysql2',
  'mariadb',
  'mssql',
  '@electric-sql/pglite',
];

const MODELS = ['prisma', 'db', 'tx', 'client'];

const database: EffectPattern[] = [
  ...each(
    { ...inserted, module: SQL_CLIENTS, how: 'instance', receiver: DATABASES, argument: { at: 0, variants: SQL } },
    'prepare exec execute query batch run all none one any',
  ),
  ...each({ ...inserted, module: SQL_CLIENTS, how: 'instance', receiver: ['stmt', 'statement'] }, 'run'),
  ...each({ ...queried, module: SQL_CLIENTS, how: 'instance', receiver: ['stmt', 'statement'] }, 'get all iterate'),
  ...each({ ...inserted, module: ['postgres'] }, 'sql'),
  ...each(
    { ...inserted, module: ['@prisma/client'], how: 'instance', receiver: MODELS },
    'create createMany update updateMany upsert $executeRaw $executeRawUnsafe',
  ),
  ...each(
    { ...queried, module: ['@prisma/client'], how: 'instance', receiver: MODELS },
    'findMany findUnique findFirst $queryRaw $queryRawUnsafe',
  ),
  ...each({ ...deleted, module: ['@prisma/client'], how: 'instance', receiver: MODELS }, 'delete deleteMany'),
  ...each(
    {
      ...inserted,
      module: ['drizzle-orm', 'knex', 'kysely', '@supabase/supabase-js'],
      how: 'instance',
      receiver: [...DATABASES, 'knex', 'drizzle', 'supabase'],
    },
    'insert insertInto update updateTable upsert',
  ),
  ...each(
    {
      ...queried,
      module: ['drizzle-orm', 'knex', 'kysely', '@supabase/supabase-js'],
      how: 'instance',
      receiver: [...DATABASES, 'knex', 'drizzle', 'supabase'],
    },
    'select selectFrom findMany findFirst',
  ),
  ...each(
    {
      ...deleted,
      module: ['drizzle-orm', 'knex', 'kysely', '@supabase/supabase-js'],
      how: 'instance',
      receiver: [...DATABASES, 'knex', 'drizzle', 'supabase'],
    },
    'delete del deleteFrom',
  ),
  ...each(
    { ...inserted, module: ['mongodb', 'mongoose'], how: 'instance' },
    'insertOne insertMany updateOne updateMany replaceOne findOneAndUpdate findByIdAndUpdate bulkWrite save',
  ),
  ...each(
    { ...queried, module: ['mongodb', 'mongoose'], how: 'instance' },
    'findOne findById aggregate countDocuments',
  ),
  ...each({ ...deleted, module: ['mongodb', 'mongoose'], how: 'instance' }, 'deleteOne deleteMany findByIdAndDelete'),
  ...each(
    {
      ...inserted,
      module: ['typeorm', 'sequelize'],
      how: 'instance',
      receiver: ['repo', 'repository', 'manager', 'model', 'sequelize'],
    },
    'save insert update upsert create query',
  ),
  ...each(
    {
      ...inserted,
      module: ['redis', 'ioredis', '@upstash/redis', '@vercel/kv'],
      how: 'instance',
      receiver: ['redis', 'client', '=kv', 'cache'],
    },
    'set setex hset hSet lpush lPush rpush rPush xadd xAdd sadd sAdd zadd zAdd',
  ),
  ...each(
    {
      ...queried,
      module: ['redis', 'ioredis', '@upstash/redis', '@vercel/kv'],
      how: 'instance',
      receiver: ['redis', 'client', '=kv', 'cache'],
    },
    'get hget hGet hgetall hGetAll lrange lRange xread xRead',
  ),
  ...each(
    {
      ...deleted,
      module: ['redis', 'ioredis', '@upstash/redis', '@vercel/kv'],
      how: 'instance',
      receiver: ['redis', 'client', '=kv', 'cache'],
    },
    'del hdel hDel',
  ),
  ...each({ ...inserted, module: ['level', 'lmdb', 'classic-level'], how: 'instance' }, 'put putSync'),
  ...each(
    {
      ...inserted,
      module: ['firebase-admin', '@google-cloud/firestore', 'firebase'],
      how: 'instance',
      receiver: ['doc', 'ref', 'collection', 'batch'],
    },
    'set add update create',
  ),
  ...each(
    { ...inserted, module: ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'], isNew: true },
    'PutItemCommand PutCommand UpdateItemCommand UpdateCommand',
  ),
  ...each(
    { ...deleted, module: ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'], isNew: true },
    'DeleteItemCommand DeleteCommand',
  ),
];

const message: EffectPattern[] = [
  ...each(
    { class: 'message', how: 'instance' },
    'sendMail chat.postMessage chat.postEphemeral users.messages.send issues.createComment',
  ),
  ...each({ class: 'message', module: ['twilio'], how: 'instance' }, 'messages.create calls.create'),
  ...each(
    { class: 'message', module: ['discord.js', 'eris', 'oceanic.js'], how: 'instance' },
    'channel.send user.send message.reply interaction.reply interaction.followUp createMessage',
  ),
  ...each(
    { class: 'message', module: ['telegraf', 'grammy', 'node-telegram-bot-api'], how: 'instance' },
    'ctx.reply sendMessage',
  ),
  ...each(
    { class: 'message', module: ['@slack/bolt', '@slack/webhook'], how: 'instance' },
    'client.chat.update webhook.send respond',
  ),
  ...each({ class: 'message', module: ['@sendgrid/mail'] }, 'send sendMultiple'),
  ...each(
    { class: 'message', module: ['resend', 'postmark', 'mailgun.js'], how: 'instance' },
    'emails.send sendEmail messages.create',
  ),
  ...each(
    { class: 'message', module: ['@aws-sdk/client-ses', '@aws-sdk/client-sesv2', '@aws-sdk/client-sns'], isNew: true },
    'SendEmailCommand SendRawEmailCommand PublishCommand',
  ),
  ...each(
    { class: 'message', module: ['whatsapp-web.js', '@whiskeysockets/baileys', 'matrix-js-sdk'], how: 'instance' },
    'sendMessage sendTextMessage sendEvent',
  ),
];

const spend: EffectPattern[] = [
  ...each(
    { class: 'spend', module: ['stripe'], how: 'instance' },
    'paymentIntents.create paymentIntents.confirm charges.create checkout.sessions.create transfers.create payouts.create subscriptions.create invoices.pay refunds.create',
  ),
  ...each(
    { class: 'spend', module: ['@paypal/checkout-server-sdk', '@paypal/paypal-server-sdk'] },
    'OrdersCaptureRequest OrdersCreateRequest captureOrder ordersController.captureOrder',
  ),
  ...each(
    {
      class: 'spend',
      module: ['ethers', 'web3', 'viem', '@solana/web3.js', 'wagmi', '@coinbase/agentkit'],
      how: 'instance',
    },
    'sendTransaction sendRawTransaction sendSignedTransaction writeContract',
  ),
  ...each(
    { class: 'spend', module: ['@solana/web3.js', 'viem'] },
    'sendAndConfirmTransaction sendTransaction writeContract',
  ),
  ...each(
    { class: 'spend', module: ['ccxt', '@alpacahq/alpaca-trade-api'], how: 'instance' },
    'createOrder createMarketOrder createLimitOrder',
  ),
];

export const effects: EffectPattern[] = [...network, ...database, ...message, ...spend];
