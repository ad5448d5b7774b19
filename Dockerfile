# One image for every process; docker-compose.yml says which one a container runs.
FROM node:22-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build && npm prune --omit=dev --omit=optional

FROM node:22-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/package.json ./
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/packages ./packages
COPY --from=build /app/apps ./apps
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# Where a socket worker writes down what it has in hand.
RUN install -d -o node -g node .data
USER node
CMD ["node", "dist/gateway/main.js"]
